package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.series.Dataset;
import io.foretide.neural.training.Covariates;
import java.util.Arrays;
import java.util.List;

/** What a network sees beside the target and the calendar; names joined by commas. */
record CovariateOptions(
    @Setting(value = "", help = "Columns whose future is known: a set price, a planned promotion")
        String knownColumns,
    @Setting(value = "", help = "Columns that are known up to the cutoff only") String pastColumns,
    @Setting(value = "", help = "Attributes of the series, such as category,region")
        String attributes) {
  Covariates of(Dataset data) {
    return Covariates.of(data, names(knownColumns), names(pastColumns), names(attributes));
  }

  private static List<String> names(String joined) {
    return Arrays.stream(joined.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}
