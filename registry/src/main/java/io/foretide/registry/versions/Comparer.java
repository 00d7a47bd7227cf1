package io.foretide.registry.versions;

import io.foretide.registry.versions.Comparison.MetricRow;
import io.foretide.registry.versions.Comparison.SettingRow;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.schemas.CutoffScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Sets versions of a model side by side. */
final class Comparer {
  private final Deployments deployments;

  Comparer(Deployments deployments) {
    this.deployments = deployments;
  }

  /**
   * @param metric that versions are tested by
   */
  Comparison compare(ModelHistory model, List<Integer> numbers, String metric) {
    List<Published> versions = numbers.stream().distinct().map(model::version).toList();
    return new Comparison(
        versions.stream().map(v -> VersionView.of(model, v, deployments)).toList(),
        metrics(versions),
        settings(versions),
        versions.stream()
                .map(v -> v.version().getProvenance().getDatasetDigest())
                .distinct()
                .count()
            <= 1,
        tests(versions, metric));
  }

  private static List<MetricRow> metrics(List<Published> versions) {
    Set<String> names = new TreeSet<>();
    versions.forEach(v -> names.addAll(v.version().getScorecard().getMetrics().keySet()));
    List<MetricRow> rows = new ArrayList<>();
    for (String name : names) {
      Map<String, Double> values = new TreeMap<>();
      Map<String, Double> floors = new TreeMap<>();
      for (Published version : versions) {
        var card = version.version().getScorecard();
        String number = Integer.toString(version.number());
        put(values, number, card.getMetrics().get(name));
        put(floors, number, card.getBaseline().get(name));
      }
      Better better = Better.of(name);
      Optional<Integer> best = better.best(values).map(Integer::valueOf);
      rows.add(new MetricRow(name, better.word(), values, floors, best));
    }
    return rows;
  }

  private static void put(Map<String, Double> row, String version, Double value) {
    if (value != null && Double.isFinite(value)) {
      row.put(version, value);
    }
  }

  private static List<SettingRow> settings(List<Published> versions) {
    Set<String> names = new TreeSet<>();
    versions.forEach(v -> names.addAll(v.version().getSettings().keySet()));
    List<SettingRow> rows = new ArrayList<>();
    rows.add(row("kind", versions, v -> v.version().getKind()));
    rows.add(row("seed", versions, v -> Long.toString(v.version().getSeed())));
    for (String name : names) {
      rows.add(row(name, versions, v -> v.version().getSettings().get(name)));
    }
    rows.removeIf(
        row ->
            row.values().size() == versions.size()
                && new HashSet<>(row.values().values()).size() == 1);
    return rows;
  }

  private static SettingRow row(
      String name, List<Published> versions, Function<Published, String> setting) {
    Map<String, String> values = new TreeMap<>();
    for (Published version : versions) {
      String value = setting.apply(version);
      if (value != null) {
        values.put(Integer.toString(version.number()), value);
      }
    }
    return new SettingRow(name, values);
  }

  private static List<PairedTest> tests(List<Published> versions, String metric) {
    List<PairedTest> tests = new ArrayList<>();
    Map<Instant, Double> first = byCutoff(versions.get(0), metric);
    for (Published other : versions.subList(1, versions.size())) {
      List<Double> differences = new ArrayList<>();
      byCutoff(other, metric)
          .forEach(
              (cutoff, score) -> {
                if (first.containsKey(cutoff)) {
                  differences.add(score - first.get(cutoff));
                }
              });
      if (!differences.isEmpty()) {
        tests.add(PairedTest.of(other.number(), versions.get(0).number(), metric, differences));
      }
    }
    return tests;
  }

  private static Map<Instant, Double> byCutoff(Published version, String metric) {
    Map<Instant, Double> scores = new TreeMap<>();
    for (CutoffScore cutoff : version.version().getScorecard().getCutoffs()) {
      Double score = cutoff.getMetrics().get(metric);
      if (score != null && Double.isFinite(score)) {
        scores.put(cutoff.getCutoff(), score);
      }
    }
    return scores;
  }
}
