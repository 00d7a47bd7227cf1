package io.foretide.registry.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.schemas.VersionScorecard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetterTest {
  @ParameterizedTest(name = "{0}: {1} and {2}, {3} is best")
  @CsvSource({
    "MASE, 0.9, 1.1, a",
    "skill, 0.02, -0.1, a",
    "skill.p, 0.01, 0.5, a",
    "edge, -3, 0.2, b",
    "R2, 0.9, 0.8, a",
    "direction, 50, 53, b",
    "bias, -0.1, 0.4, a",
    "coverage95, 99, 94, b",
    "portfolio.return, 12, 14, b",
    "portfolio.drawdown, 20, 30, a",
    "skill.low, -0.1, 0.1,",
    "majority, 53, 54,",
    "R2.walk, 0.9, 0.8,",
    "equal.sharpe, 1, 2,",
  })
  void theBestOfTwoIsTheOneThatTheScoreCallsBetter(String metric, double a, double b, String best) {
    assertThat(Better.of(metric).best(Map.of("a", a, "b", b)).orElse(null)).isEqualTo(best);
  }

  @Test
  void onlyAMarketsScoresSayWhetherTheWalkIsBeaten() {
    assertThat(beatsWalk(Map.of("MASE", 0.9))).isNull();
    assertThat(beatsWalk(Map.of("skill", 0.02, "skill.low", -0.01, "skill.p", 0.01))).isFalse();
    assertThat(beatsWalk(Map.of("skill", 0.02, "skill.low", 0.01, "skill.p", 0.2))).isFalse();
    assertThat(beatsWalk(Map.of("skill", 0.02, "skill.low", 0.01, "skill.p", 0.01))).isTrue();
  }

  private static Boolean beatsWalk(Map<String, Double> metrics) {
    VersionScorecard card =
        VersionScorecard.newBuilder()
            .setMetrics(metrics)
            .setBaselineKind("naive")
            .setBaseline(Map.of())
            .setCutoffs(List.of())
            .setWindows(1)
            .build();
    return VersionView.Score.of(card).beatsWalk().orElse(null);
  }
}
