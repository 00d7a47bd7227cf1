package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.ensemble.EnsembleModel;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeuralMembersTest {
  private static final Settings SMALL =
      Settings.of(
          "variant",
          "neural",
          "members",
          "cnn-lstm.epochs=1; cnn-lstm.windowsPerEpoch=64; cnn-lstm.lookback=14;"
              + " lightgbm.rounds=5");

  @Test
  void aBlendWithANetworkAmongItsMembersIsServedAsItWasFitted() throws IOException {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    MemoryArtifacts artifacts = new MemoryArtifacts();
    try (ForecastModel blend =
        ModelCatalogue.of(NeuralKinds.all())
            .get("blend")
            .fit(known, 7, SMALL, 1, TrainingListener.NONE)) {
      assertThat(((EnsembleModel) blend).shares())
          .extracting(EnsembleModel.Share::kind)
          .containsExactly("lightgbm", "year-index", "cnn-lstm");
      ModelFormats.save(blend, artifacts);
      try (ForecastModel served = FormatCatalogue.standard().load(artifacts)) {
        List<Forecast> expected = forecast(blend, known);
        List<Forecast> forecasts = forecast(served, known);
        for (int s = 0; s < expected.size(); s++) {
          assertThat(forecasts.get(s).mean()).containsExactly(expected.get(s).mean());
          assertThat(forecasts.get(s).quantiles()).isDeepEqualTo(expected.get(s).quantiles());
        }
      }
    }
  }

  private static List<Forecast> forecast(ForecastModel model, Dataset known) {
    return model.forecast(
        known.series().stream().map(Context::new).toList(),
        new Horizon(7, Step.DAY),
        Levels.published());
  }
}
