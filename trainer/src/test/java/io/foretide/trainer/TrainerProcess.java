package io.foretide.trainer;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.neural.GruKind;
import io.foretide.runtime.ServiceConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trainer in a process of its own, to be killed. */
public final class TrainerProcess {
  private TrainerProcess() {}

  /** Takes its settings as {@code name=value}, and works until it is killed. */
  @SuppressWarnings("resource") // nothing here ends well
  public static void main(String[] settings) {
    Map<String, String> config = new HashMap<>();
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      config.put(parts[0], parts[1]);
    }
    new TrainerService(
            ServiceConfig.of(config),
            List.of(new NaiveKind(), new PatientKind(), new GruKind()),
            new SimpleMeterRegistry(),
            Clock.systemUTC())
        .start();
  }

  static Process start(Map<String, String> config, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            TrainerProcess.class.getName());
    config.forEach((name, value) -> builder.command().add(name + "=" + value));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
