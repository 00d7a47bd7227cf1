package io.foretide.neural;

import io.foretide.models.features.FeaturePlan;
import io.foretide.models.features.FeatureTable;
import io.foretide.models.kind.Setting;
import io.foretide.models.series.Dataset;
import io.foretide.neural.training.Covariates;
import io.foretide.neural.training.WindowShape;
import java.util.Arrays;
import java.util.List;

/** What a network sees beside the target and the calendar; names joined by commas. */
record CovariateOptions(
    @Setting(value = "", help = "Columns whose future is known: a set price, a planned promotion")
        String knownColumns,
    @Setting(value = "", help = "Columns that are known up to the cutoff only") String pastColumns,
    @Setting(value = "", help = "Attributes of the series, such as category,region")
        String attributes,
    @Setting(
            value = "standard",
            help =
                "Features of a market's bars: standard (fifteen, where the series are bars), none,"
                    + " or names such as rsi-14,macd-12-26")
        String barFeatures,
    @Setting(
            value = "60",
            min = 1,
            max = 5000,
            help =
                "Steps of history it reads, instead of the lookback, where it sees such features")
        int barSteps) {
  private static final String STANDARD = "standard";
  private static final String NONE = "none";

  CovariateOptions {
    if (!barFeatures.equals(STANDARD) && !barFeatures.equals(NONE)) {
      FeaturePlan.requireKnown(names(barFeatures));
    }
  }

  /**
   * The shape with what these settings let a network see of the data.
   *
   * @throws io.foretide.models.features.FeatureException FT-2460 if features of bars are asked for
   *     by name and the series are no bars
   */
  WindowShape seen(WindowShape shape, Dataset data) {
    Covariates covariates = Covariates.of(data, known(), names(pastColumns), names(attributes));
    if (!seesBars(data)) {
      return shape.with(covariates);
    }
    List<String> features =
        barFeatures.equals(STANDARD) ? FeaturePlan.STANDARD : names(barFeatures);
    List<FeatureTable> tables =
        data.series().stream().map(series -> FeatureTable.of(series, features)).toList();
    return MarketShape.of(shape.withContext(barSteps), data)
        .with(covariates.with(FeaturePlan.fittedOn(features, tables, barSteps)));
  }

  /** The columns whose future is known. */
  List<String> known() {
    return names(knownColumns);
  }

  private boolean seesBars(Dataset data) {
    boolean bars = !data.isEmpty() && data.series().stream().allMatch(FeatureTable::suits);
    return barFeatures.equals(STANDARD) ? bars : !barFeatures.equals(NONE);
  }

  private static List<String> names(String joined) {
    return Arrays.stream(joined.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}
