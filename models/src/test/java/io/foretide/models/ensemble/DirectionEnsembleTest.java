package io.foretide.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.baseline.DriftKind;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.direction.AdmKind;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.market.Walks;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectionEnsembleTest {
  private static final ModelKind ENSEMBLE =
      new DirectionEnsembleKind(
          List.of(new NaiveKind(), new SeasonalNaiveKind(), new DriftKind(), new AdmKind()));
  private static final Settings THREE =
      Settings.of("kinds", "naive,adm,seasonal-naive", "cutoffs", "10");

  @Test
  void whoErrsLessOnWhatItHadNotSeenWeighsMore() {
    Map<String, Double> weights = weights(Walks.market(2, 400, 0.5, 2));

    assertThat(weights.get("adm")).isGreaterThan(weights.get("naive"));
    assertThat(weights.get("naive")).isGreaterThan(10 * weights.get("seasonal-naive"));
    assertThat(weights.values().stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aBacktestGoesOnWeighingAtEveryCutoffAndSeesNothingLater() {
    Dataset market = Walks.market(2, 400, 0.3, 4);
    assertThat(means(Walks.shuffledFuture(market, 331, 6), 2)).isEqualTo(means(market, 2));
    assertThat(means(market, 3)).hasSize(6).startsWith(means(market, 2).toArray(new Double[0]));
  }

  @Test
  void errorsOfLongAgoCountLess() {
    RecentErrors late = new RecentErrors(0.5, 0.5 * 4 + 1, 1.5);
    assertThat(late.mean()).isCloseTo(2, within(1e-12));
    RecentErrors early = new RecentErrors(0.5, 0.5 * 1 + 4, 1.5);

    assertThat(RecentErrors.shares(List.of(late, early), 1))
        .containsExactly(new double[] {0.6, 0.4}, within(1e-12));
    assertThat(RecentErrors.shares(List.of(late, early), 0)).containsExactly(0.5, 0.5);
    assertThat(RecentErrors.shares(List.of(late, new RecentErrors(0.5)), 1))
        .as("one that was never scored")
        .containsExactly(0.5, 0.5);
  }

  private static Map<String, Double> weights(Dataset data) {
    try (ForecastModel model = ENSEMBLE.fit(data, 1, THREE, 1, TrainingListener.NONE)) {
      return model instanceof RecentEnsemble ensemble
          ? ensemble.shares().stream()
              .collect(Collectors.toMap(EnsembleModel.Share::kind, EnsembleModel.Share::weight))
          : Map.of();
    }
  }

  /** Step 1 of every window at so many cutoffs, ten days apart from day 320 on. */
  private static List<Double> means(Dataset data, int cutoffs) {
    Series first = data.series().get(0);
    List<Instant> at =
        IntStream.range(0, cutoffs).mapToObj(i -> first.timeAt(320 + 10 * i)).toList();
    List<Window> windows =
        new Backtest(ENSEMBLE, THREE, 1)
            .run(data, at, 10, Levels.published(), TrainingListener.NONE);
    return windows.stream().map(w -> w.forecast().meanAt(0)).toList();
  }
}
