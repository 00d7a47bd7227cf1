package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The retail protocol T1, on data that is not in the repository: skipped where it is absent. */
final class RetailAccuracyTest {
  /** MASE of R's prophet 1.0 with the same settings, on the same 100 windows. */
  private static final double PROPHET = 1.6073;

  @Test
  void theForecastsAreNoWorseThanProphets() throws IOException {
    Path csv =
        Path.of(System.getProperty("foretide.shared", "../shared"))
            .resolve("reference/T1_bakery_series.csv");
    assumeTrue(Files.isReadable(csv), "no retail series at " + csv);
    RetailProtocol retail = RetailProtocol.read(csv);
    List<double[]> forecasts = new ArrayList<>();
    for (ComparisonCase window : retail.cases()) {
      Dataset data = new Dataset("bakery", Step.DAY, List.of(window.context().history()));
      try (ForecastModel model =
          new AdditiveKind().fit(data, 28, window.settings(), 1, TrainingListener.NONE)) {
        Forecast forecast =
            model
                .forecast(List.of(window.context()), new Horizon(28, Step.DAY), new double[0])
                .get(0);
        forecasts.add(forecast.mean());
      }
    }
    assertThat(retail.mase(forecasts)).isLessThanOrEqualTo(PROPHET);
  }
}
