package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  // Large enough that a fit which freed nothing would show after a few: 2 MB of buffers and more.
  private static final Settings ONE_BATCH =
      Settings.of(
          "lookback",
          "28",
          "units",
          "64",
          "epochs",
          "1",
          "windowsPerEpoch",
          "64",
          "batchSize",
          "64");

  @Test
  void aHundredFitsLeaveNoNativeMemoryBehind() throws IOException {
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc, which is not here");
    Dataset data = SmallData.dataset();
    fitAndServe(data, 20);
    long warm = residentKilobytes();
    fitAndServe(data, 100);

    assertThat(residentKilobytes() - warm).as("growth in kB").isLessThan(60_000);
  }

  private static void fitAndServe(Dataset data, int times) {
    List<Context> contexts = data.series().stream().map(Context::new).toList();
    for (int i = 0; i < times; i++) {
      try (ForecastModel model = new LstmKind().fit(data, 7, ONE_BATCH, i, TrainingListener.NONE)) {
        model.forecast(contexts, new Horizon(7, Step.DAY), Levels.published());
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
