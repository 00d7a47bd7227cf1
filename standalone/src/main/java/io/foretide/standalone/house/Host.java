package io.foretide.standalone.house;

import io.foretide.runtime.Readiness;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.http.HttpSurface;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services of one process behind one HTTP port. */
public final class Host implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Host.class);

  private final PrometheusMeterRegistry metrics;
  private final List<Service> services;
  private final HttpSurface http;
  private final JvmGcMetrics garbage;

  private Host(
      PrometheusMeterRegistry metrics,
      List<Service> services,
      HttpSurface http,
      JvmGcMetrics garbage) {
    this.metrics = metrics;
    this.services = services;
    this.http = http;
    this.garbage = garbage;
  }

  /**
   * Starts the services in the order given, and then the port.
   *
   * @param makers each makes one service, given the process's metrics
   */
  public static Host start(
      ServiceConfig config, List<Function<PrometheusMeterRegistry, Service>> makers) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    List<Service> services = new ArrayList<>();
    try {
      makers.forEach(maker -> services.add(maker.apply(metrics)));
      HttpSurface http = HttpSurface.start(config, services, metrics);
      JvmGcMetrics garbage = new JvmGcMetrics();
      garbage.bindTo(metrics);
      new JvmMemoryMetrics().bindTo(metrics);
      new ProcessorMetrics().bindTo(metrics);
      services.forEach(Service::start);
      return new Host(metrics, services, http, garbage);
    } catch (RuntimeException e) {
      closeInReverse(services);
      metrics.close();
      throw e;
    }
  }

  public int port() {
    return http.port();
  }

  /** For whoever is on this machine. */
  public String url() {
    return http.scheme() + "://localhost:" + http.port();
  }

  /** Waits until every service does its work; false if one does not in time. */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!services.stream().map(Service::readiness).allMatch(Readiness::ready)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /** Those that are not ready, and why. */
  public String unready() {
    return services.stream()
        .filter(service -> !service.readiness().ready())
        .map(service -> service.name() + ": " + service.readiness().detail())
        .toList()
        .toString();
  }

  @Override
  public void close() {
    http.close();
    closeInReverse(services);
    garbage.close();
    metrics.close();
  }

  private static void closeInReverse(List<Service> services) {
    List<Service> reversed = new ArrayList<>(services);
    Collections.reverse(reversed);
    for (Service service : reversed) {
      long begun = System.nanoTime();
      try {
        service.close();
        log.debug("{} closed in {} ms", service.name(), (System.nanoTime() - begun) / 1_000_000);
      } catch (RuntimeException e) {
        // The others still have to be closed.
        log.warn("{} did not close in order", service.name(), e);
      }
    }
  }
}
