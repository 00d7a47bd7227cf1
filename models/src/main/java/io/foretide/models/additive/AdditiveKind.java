package io.foretide.models.additive;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prophet's model (Taylor and Letham 2018), fitted to every series on its own. With its default
 * settings it reads nothing but the target: no price, no promotion.
 */
public final class AdditiveKind extends OptionsKind<AdditiveOptions> {
  private static final KindCard CARD =
      KindCard.of("additive", "Additive (Prophet's model)", "additive")
          .useCases("daily sales", "web traffic", "demand with holidays", "long-range planning")
          .description(
              "A bending trend, yearly, weekly and daily seasonality, holidays and regressors,"
                  + " added up or multiplied, with the most probable parameters found exactly.")
          .strengths(
              "every part can be read and explained",
              "gaps and outliers in the history do no harm",
              "more than a thousand fits per second on one core",
              "knows holidays of most countries, saturation at a cap, and planned regressors")
          .weaknesses(
              "does not follow the last few days: no autoregression",
              "a trend bent late in the history can run away over long horizons",
              "learns nothing from other series",
              "its intervals are often too narrow on retail data; calibrate them")
          .bestFor(
              "Series of a year or more with stable seasonality, where the forecast must be"
                  + " explained.")
          .dataNeeds(
              "At least 2 observations per series; two years for a yearly seasonality. Gaps are"
                  + " fine.")
          .samples(2, 730)
          .explainability("Trend, each seasonality, holidays and each regressor, per step.")
          .refit()
          .paper("Taylor and Letham 2018, Forecasting at scale")
          .build();

  public AdditiveKind() {
    super(CARD, AdditiveOptions.class);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The horizon does not matter: the model forecasts any. A series with fewer than two
   * observations is given its level; if that holds for all, the fit is refused.
   */
  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    AdditiveOptions options = options(settings);
    List<Series> all = data.series();
    if (all.stream().noneMatch(series -> Recipe.observed(series).length >= CARD.minimumSamples())) {
      throw new FitException(
          "FT-2410 the kind additive needs a series with at least 2 observations; none of the "
              + all.size()
              + " series of "
              + data.name()
              + " has them");
    }
    requireColumns(options, data);
    Map<SeriesId, FittedSeries> fitted = new ConcurrentHashMap<>();
    // Small portions, so that progress and cancellation are looked after by this thread alone.
    int portion = 4 * Runtime.getRuntime().availableProcessors();
    for (int from = 0; from < all.size(); from += portion) {
      listener.checkCancelled();
      List<Series> some = all.subList(from, Math.min(all.size(), from + portion));
      some.parallelStream()
          .filter(series -> series.length() > 0)
          .forEach(series -> fitted.put(series.id(), FittedSeries.fit(options, series)));
      int done = from + some.size();
      listener.progress((double) done / all.size(), done + " of " + all.size() + " series");
    }
    return new AdditiveModel(settings, seed, fitted, data, horizon);
  }

  /** A column that no series has is a slip of the pen; one that some lack is ordinary data. */
  private static void requireColumns(AdditiveOptions options, Dataset data) {
    List<Term> terms = new ArrayList<>(options.ownSeasonalities());
    terms.addAll(options.rawRegressors());
    for (String column : Recipe.columnsOf(terms, options.cap(), options.floor())) {
      if (data.series().stream().noneMatch(series -> series.hasColumn(column))) {
        throw new FitException(
            "FT-2411 no series of "
                + data.name()
                + " has a column \""
                + column
                + "\", which the settings name; "
                + data.series().get(0).id()
                + " has "
                + data.series().get(0).columnNames());
      }
    }
  }
}
