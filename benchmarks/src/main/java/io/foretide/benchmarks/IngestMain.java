package io.foretide.benchmarks;

import io.foretide.ingest.IngestService;
import io.foretide.runtime.ServiceConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** Ingest alone; arguments are settings, {@code name=value}. */
final class IngestMain {
  private IngestMain() {}

  public static void main(String[] settings) throws InterruptedException {
    Map<String, String> named = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      named.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    try (IngestService service =
        new IngestService(ServiceConfig.of(named), new SimpleMeterRegistry())) {
      service.start();
      Thread.currentThread().join();
    }
  }
}
