package io.foretide.registry.versions;

import io.foretide.runtime.rest.Says;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions side by side. */
@Says("Versions side by side; the first one asked for is what the others are tested against.")
record Comparison(
    @Says("In the order asked for, with scores and costs.") List<VersionView> versions,
    @Says("Every score that any of them has.") List<MetricRow> metrics,
    @Says("Settings in which they differ; where a version did not choose one, it has none here.")
        List<SettingRow> settings,
    @Says("Whether all of them learned from the very same data.") boolean sameData,
    @Says("Of the others against the first, where they share cutoffs.") List<PairedTest> tests) {
  @Says("A score over versions.")
  record MetricRow(
      String metric,
      @Says("lower, higher, zero, 95 (percent of a 95 % interval) or neither.") String better,
      @Says("By version.") Map<String, Double> values,
      @Says("The naive floor's, by version.") Map<String, Double> baseline,
      @Says("The version that does best in it; absent where better is neither.")
          Optional<Integer> best) {}

  @Says("A setting over versions.")
  record SettingRow(String setting, @Says("By version.") Map<String, String> values) {}
}
