package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Step;
import io.foretide.neural.training.WindowShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcnKindTest {
  private final TcnKind kind = new TcnKind();

  @ParameterizedTest
  @CsvSource({"lightweight, 4, 32, 121", "default, 5, 64, 249", "deep, 6, 128, 505"})
  void variantsDifferInDepthAndWidthAndTellHowFarTheySee(
      String variant, int blocks, int filters, int field) {
    TcnOptions options = kind.settings().read(Settings.of("variant", variant), TcnOptions.class);
    assertThat(options.blocks()).isEqualTo(blocks);
    assertThat(options.filters()).isEqualTo(filters);
    WindowShape shape = WindowShape.of(Step.DAY, 56, 7);
    assertThat(kind.explanations(shape, options).get(0).at(blocks - 1, 0)).isEqualTo(field);
    assertThat(kind.card().explainability()).contains(Integer.toString(field));
  }

  @Test
  void itForecastsFiniteNumbersThatTheSameSeedRepeats() {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    List<Forecast> first = forecast(known);
    List<Forecast> second = forecast(known);
    for (int s = 0; s < first.size(); s++) {
      for (int h = 0; h < 7; h++) {
        assertThat(first.get(s).meanAt(h)).isFinite().isEqualTo(second.get(s).meanAt(h));
      }
    }
  }

  private List<Forecast> forecast(Dataset known) {
    Settings settings =
        Settings.of(
            "lookback",
            "14",
            "blocks",
            "2",
            "filters",
            "8",
            "kernel",
            "3",
            "epochs",
            "3",
            "windowsPerEpoch",
            "128",
            "batchSize",
            "32");
    try (ForecastModel model = kind.fit(known, 7, settings, 1, TrainingListener.NONE)) {
      List<Context> contexts = known.series().stream().map(Context::new).toList();
      return model.forecast(contexts, new Horizon(7, Step.DAY), Levels.published());
    }
  }
}
