package io.foretide.forecaster;

import io.foretide.runtime.ServiceConfig;
import java.util.Map;

/** A forecaster in a process of its own, to be killed. */
final class ForecasterProcess {
  private ForecasterProcess() {}

  /**
   * @param args bootstrap servers, schema registry, topic prefix, data folder
   */
  public static void main(String[] args) throws InterruptedException {
    ServiceConfig config =
        ServiceConfig.of(
            Map.of(
                "bootstrap.servers", args[0],
                "schema.registry.url", args[1],
                "topic.prefix", args[2],
                "data.dir", args[3],
                "instance", "killed"));
    try (Running running = Running.start(config)) {
      Thread.currentThread().join();
    }
  }
}
