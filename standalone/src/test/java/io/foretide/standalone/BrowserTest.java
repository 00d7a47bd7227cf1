package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.runtime.ServiceConfig;
import io.foretide.standalone.house.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard's first minutes in a real browser, which the pages' own scripts need. {@code
 * scripts/browse} goes through all of it.
 */
class BrowserTest {
  private static final Path SCRIPT = Path.of("..", "scripts", "browser", "short.mjs");

  /** Kept between builds: what npm brings once need not be brought again. */
  private static final Path MODULES = Path.of("target", "browser");

  private static final String SKIPPED = "skipped: ";

  @TempDir Path folder;

  /** How a program ended, and what it said. */
  private record Ended(int status, String said) {}

  @Test
  void aFileIsUploadedAndForecastInARealBrowser() throws Exception {
    assumeTrue(works("node", "--version"), "there is no node");
    Path chromium = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    assumeTrue(Files.isExecutable(chromium), "there is no browser at " + chromium);
    assumeTrue(modules(), "npm is absent, or brings no playwright-core");
    Map<String, String> quick = Map.of("default.kind", "seasonal-naive", "default.cutoffs", "2");
    try (House house =
        House.open(ServiceConfig.of(quick), folder.resolve("data"), new House.Ports(0, 0, 0))) {
      assertThat(house.awaitReady(Duration.ofMinutes(2))).as(house.unready()).isTrue();
      Ended walk =
          run(
              Map.of(
                  "FORETIDE_BASE", house.url(),
                  "NODE_PATH", MODULES.resolve("node_modules").toAbsolutePath().toString()),
              Duration.ofSeconds(120),
              "node",
              SCRIPT.toString(),
              sales().toString());
      assumeTrue(!walk.said().contains(SKIPPED), walk.said());
      assertThat(walk.status()).as(walk.said()).isZero();
    }
  }

  /** The same versions as scripts/browse takes. */
  private boolean modules() throws Exception {
    if (Files.exists(MODULES.resolve("node_modules/axe-core/axe.min.js"))) {
      return true;
    }
    return works(
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=0",
        "--fetch-timeout=15000",
        "--prefix",
        MODULES.toString(),
        "playwright-core@1.57.0",
        "axe-core@4");
  }

  private boolean works(String... command) throws Exception {
    try {
      return run(Map.of(), Duration.ofSeconds(40), command).status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Ended run(Map<String, String> environment, Duration atMost, String... command)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return new Ended(ended ? process.exitValue() : -1, Files.readString(said));
  }

  /** 120 days of two products with a weekly rhythm; the first row has no number. */
  private Path sales() throws IOException {
    List<String> lines = new ArrayList<>(List.of("date,product_id,sales", "2024-01-01,P1,many"));
    for (int day = 0; day < 120; day++) {
      LocalDate date = LocalDate.of(2024, 1, 1).plusDays(day);
      int rhythm = 10 * date.getDayOfWeek().getValue() + day % 5;
      lines.add(date + ",P1," + (100 + rhythm));
      lines.add(date + ",P2," + (50 + rhythm));
    }
    return Files.write(folder.resolve("sales.csv"), lines);
  }
}
