package io.foretide.models.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final Row STEADY =
      Row.of("steady", List.of(measured(1, 2.0, 0.1), measured(2, 2.0, 0.3)));
  private static final Row QUICK =
      Row.of("quick", List.of(measured(1, 1.0, 0.1), measured(2, 4.0, 0.1)));

  @Test
  void severalSeedsGiveTheirMeanAndHowFarTheySpread() {
    assertThat(QUICK.mean(Quantity.MASE)).hasValue(2.5);
    assertThat(QUICK.spread(Quantity.MASE)).hasValue(Math.sqrt(4.5));
    assertThat(Row.of("once", List.of(measured(1, 1, 1))).spread(Quantity.MASE)).isEmpty();
  }

  @Test
  void theBestIsTheLowestButOfSkillTheHighest() {
    Map<Quantity, Row> best = Row.best(List.of(Row.failed("never", "too short"), QUICK, STEADY));

    assertThat(best.get(Quantity.MASE)).isEqualTo(STEADY);
    assertThat(best.get(Quantity.SKILL)).isEqualTo(STEADY);
    assertThat(best).doesNotContainKey(Quantity.MEMORY);
  }

  @Test
  void whatWasNotMeasuredWithEverySeedHasNoMean() {
    Row half =
        Row.of("half", List.of(measured(1, 1, 1), new Measurement(2, Map.of(Quantity.MASE, 2.0))));
    assertThat(half.mean(Quantity.MASE)).isPresent();
    assertThat(half.mean(Quantity.SKILL)).isEmpty();
    assertThat(new Measurement(1, Map.of(Quantity.MASE, Double.NaN)).values()).isEmpty();
  }

  private static Measurement measured(long seed, double mase, double skill) {
    return new Measurement(seed, Map.of(Quantity.MASE, mase, Quantity.SKILL, skill));
  }
}
