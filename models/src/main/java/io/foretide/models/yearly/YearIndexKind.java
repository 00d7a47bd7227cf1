package io.foretide.models.yearly;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.serving.Members;
import java.util.ArrayList;
import java.util.List;

/** Local kinds that know the week, and the year from all series together. */
public final class YearIndexKind extends OptionsKind<YearIndexKind.Options> {
  record Options() {}

  private static final KindCard CARD =
      KindCard.of("year-index", "Yearly index", "baseline")
          .useCases("daily sales of many products with little more than a year of history")
          .description(
              "The mean of seasonal mean and Theta for each series, times how all series together "
                  + "moved from these weeks to those ahead one year ago.")
          .strengths(
              "sees the yearly season after a single year, which ets and theta do not",
              "fits in milliseconds",
              "a good partner for lightgbm in a blend")
          .weaknesses(
              "last year's accidents of the whole come again",
              "all series get the same season",
              "without a full year, or with negative values, it is its bases alone")
          .bestFor("daily and hourly demand with a year in it")
          .dataNeeds("thirteen months of some series")
          .samples(4, 400)
          .explainability("the ratio that each day ahead was multiplied by")
          .refit()
          .paper(
              "Makridakis, Wheelwright and Hyndman 1998, Forecasting: methods and applications, ch."
                  + " 3")
          .build();

  private final List<ModelKind> bases;

  /**
   * @param bases kinds whose mean is taken; each with its default settings
   */
  public YearIndexKind(List<ModelKind> bases) {
    super(CARD, Options.class);
    this.bases = List.copyOf(bases);
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    options(settings);
    List<ForecastModel> fitted = new ArrayList<>();
    try {
      for (int b = 0; b < bases.size(); b++) {
        TrainingListener part = listener.turn(b, bases.size());
        fitted.add(bases.get(b).fit(data, horizon, Settings.DEFAULTS, seed, part));
      }
      return new YearIndexModel(YearProfile.of(data), new Members(fitted));
    } catch (RuntimeException e) {
      fitted.forEach(ForecastModel::close);
      throw e;
    }
  }
}
