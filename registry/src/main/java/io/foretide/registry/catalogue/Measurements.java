package io.foretide.registry.catalogue;

import io.foretide.registry.versions.Deployments;
import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Models;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.VersionScorecard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is measured of each kind, from the versions that were published. */
final class Measurements {
  private final Models models;
  private final Deployments deployments;

  Measurements(Models models, Deployments deployments) {
    this.models = models;
    this.deployments = deployments;
  }

  Measured of(String kind) {
    List<Published> versions = new ArrayList<>();
    List<Long> loads = new ArrayList<>();
    for (ModelHistory model : models.all()) {
      for (Published published : model.versions()) {
        if (published.version().getKind().equals(kind)) {
          versions.add(published);
          loads.addAll(deployments.loadMillis(model.name(), published.number()));
        }
      }
    }
    return new Measured(
        versions.size(),
        median(versions.stream().map(v -> v.version().getProvenance().getTrainedSeconds())),
        median(versions.stream().map(v -> (double) bytes(v))).map(Math::round),
        median(loads.stream().map(Long::doubleValue)).map(Math::round),
        median(metrics(versions, "MASE", VersionScorecard::getMetrics)),
        median(metrics(versions, "MASE", VersionScorecard::getBaseline)),
        median(metrics(versions, "coverage95", VersionScorecard::getMetrics)),
        (int) versions.stream().filter(Measurements::better).count(),
        versions.stream().map(Published::at).max((a, b) -> a.compareTo(b)));
  }

  private static long bytes(Published published) {
    return published.version().getArtifacts().stream().mapToLong(Artifact::getBytes).sum();
  }

  private static Stream<Double> metrics(
      List<Published> versions,
      String name,
      Function<VersionScorecard, Map<String, Double>> which) {
    return versions.stream()
        .map(v -> which.apply(v.version().getScorecard()).get(name))
        .filter(Objects::nonNull);
  }

  private static boolean better(Published published) {
    VersionScorecard card = published.version().getScorecard();
    Double mase = card.getMetrics().get("MASE");
    Double floor = card.getBaseline().get("MASE");
    return mase != null && floor != null && mase < floor;
  }

  private static Optional<Double> median(Stream<Double> values) {
    double[] sorted =
        values.filter(Double::isFinite).mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }
}
