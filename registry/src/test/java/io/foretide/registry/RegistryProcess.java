package io.foretide.registry;

import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.http.HttpSurface;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A registry in a process of its own, to be killed. */
final class RegistryProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private RegistryProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  static RegistryProcess launch(Map<String, String> settings, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RegistryProcess.class.getName());
    settings.forEach((name, value) -> command.addAll(List.of(name, value)));
    return new RegistryProcess(
        new ProcessBuilder(command)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "registry.log")))
            .start());
  }

  /** Waits until it says it. */
  int port() throws IOException {
    return Integer.parseInt(out.readLine());
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /**
   * @param args names and values of settings
   */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      settings.put(args[i], args[i + 1]);
    }
    ServiceConfig config = ServiceConfig.of(settings);
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (RegistryService service = new RegistryService(config, metrics, Clock.systemUTC());
        HttpSurface http = HttpSurface.start(config, List.of(service), metrics)) {
      service.start();
      System.out.println(http.port());
      Thread.currentThread().join();
    }
  }
}
