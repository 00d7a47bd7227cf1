package io.foretide.models.boosted;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.List;

/**
 * Gradient boosted trees by LightGBM: one model for all series and all steps ahead, direct (nothing
 * that was forecast is read again).
 */
public final class LightGbmKind implements ModelKind {
  /** Fewer rows than this cannot be split into bags and leaves. */
  static final int FEWEST_ROWS = 100;

  private static final String DIRECTION = "direction";

  private static final double DAYS_OF_YEAR = 365;

  /** Rows that the export to ONNX is compared on. */
  private static final int SAMPLES = 256;

  private static final SettingsSchema SETTINGS = SettingsSchema.of(LightGbmOptions.class);
  private static final KindCard CARD =
      new KindCard(
          "lightgbm",
          "Boosted trees (LightGBM)",
          "boosted",
          List.of(
              "sales of many products or stores",
              "demand with a week and a year",
              "direction of prices (variant direction)"),
          "Trees, each correcting those before it, learn from all series at once how the recent"
              + " levels, the same weekdays, the calendar and the year before lead to each step"
              + " ahead.",
          List.of(
              "the best single kind on daily retail sales",
              "series teach each other; a new product is forecast from the first weeks on",
              "copes with gaps, zeros and steps of level",
              "fits in seconds"),
          List.of(
              "does not extrapolate: a growth never seen before is not forecast",
              "weak on fewer than a few hundred observations in all",
              "its forecasts can jump from one day to the next"),
          "Many related series with calendar effects, a year or more of history.",
          "At least 100 observations over all series; gaps are fine.",
          10,
          400,
          "Gain and number of splits of every feature.",
          false,
          false,
          false,
          true,
          "Ke et al. 2017, LightGBM: a highly efficient gradient boosting decision tree");

  @Override
  public KindCard card() {
    return CARD;
  }

  @Override
  public SettingsSchema settings() {
    return SETTINGS;
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    LightGbmOptions options = SETTINGS.read(settings, LightGbmOptions.class);
    listener.checkCancelled();
    if (options.objective().equals(DIRECTION)) {
      return DirectionModel.fit(data, horizon, options, seed, listener);
    }
    List<Tally> tallies = data.series().stream().map(Tally::new).toList();
    Categories categories = options.identity() ? Categories.of(data.series()) : Categories.NONE;
    Features features =
        new Features(
            data.step(),
            categories,
            LongCycle.of(tallies, Cycles.of(data.step()).longCycle()),
            holdsYear(data));
    TrainingRows rows =
        tallies.isEmpty()
            ? TrainingRows.NONE
            : TrainingRows.draw(tallies, features, horizon, options, seed, listener);
    if (rows.count() < FEWEST_ROWS) {
      throw new FitException(
          "FT-2420 the kind lightgbm needs at least "
              + FEWEST_ROWS
              + " pairs of an origin and a value that came up to "
              + horizon
              + " steps later; the "
              + tallies.size()
              + " series of "
              + data.name()
              + " give "
              + rows.count());
    }
    if (rows.anyNegativeTarget() && List.of("poisson", "tweedie").contains(options.objective())) {
      throw new FitException(
          "FT-2421 the objective "
              + options.objective()
              + " needs values of zero or more; "
              + data.name()
              + " has values below; choose regression");
    }
    listener.progress(0.05, rows.count() + " rows of " + features.count() + " features");
    return new LightGbmModel(
        data.step(),
        horizon,
        features,
        Trees.fit(rows, features, options, seed, listener.part(0.05, 1)),
        rows.sample(SAMPLES),
        List.of());
  }

  private static boolean holdsYear(Dataset data) {
    return data.series().stream()
        .mapToDouble(series -> series.length() / data.step().perDay())
        .anyMatch(days -> days >= DAYS_OF_YEAR);
  }
}
