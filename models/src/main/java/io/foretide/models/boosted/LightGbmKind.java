package io.foretide.models.boosted;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.List;

/**
 * Gradient boosted trees by LightGBM: one model for all series and all steps ahead, direct (nothing
 * that was forecast is read again).
 */
public final class LightGbmKind extends OptionsKind<LightGbmOptions> {
  /** Fewer rows than this cannot be split into bags and leaves. */
  static final int FEWEST_ROWS = 100;

  private static final String DIRECTION = "direction";

  private static final double DAYS_OF_YEAR = 365;

  /** Rows that the export to ONNX is compared on. */
  private static final int SAMPLES = 256;

  private static final KindCard CARD =
      KindCard.of("lightgbm", "Boosted trees (LightGBM)", "boosted")
          .useCases(
              "sales of many products or stores",
              "demand with a week and a year",
              "direction of prices (variant direction)")
          .description(
              "Trees, each correcting those before it, learn from all series at once how the recent"
                  + " levels, the same weekdays, the calendar and the year before lead to each step"
                  + " ahead.")
          .strengths(
              "the best single kind on daily retail sales",
              "series teach each other; a new product is forecast from the first weeks on",
              "copes with gaps, zeros and steps of level",
              "fits in seconds")
          .weaknesses(
              "does not extrapolate: a growth never seen before is not forecast",
              "weak on fewer than a few hundred observations in all",
              "its forecasts can jump from one day to the next")
          .bestFor("Many related series with calendar effects, a year or more of history.")
          .dataNeeds("At least 100 observations over all series; gaps are fine.")
          .samples(10, 400)
          .explainability("Gain and number of splits of every feature.")
          .refit()
          .paper("Ke et al. 2017, LightGBM: a highly efficient gradient boosting decision tree")
          .build();

  public LightGbmKind() {
    super(CARD, LightGbmOptions.class);
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    LightGbmOptions options = options(settings);
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
