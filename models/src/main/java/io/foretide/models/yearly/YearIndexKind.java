package io.foretide.models.yearly;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.serving.Members;
import java.util.ArrayList;
import java.util.List;

/** Local kinds that know the week, and the year from all series together. */
public final class YearIndexKind implements ModelKind {
  private record Options() {}

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);
  private static final KindCard CARD =
      new KindCard(
          "year-index",
          "Yearly index",
          "baseline",
          List.of("daily sales of many products with little more than a year of history"),
          "The mean of seasonal mean and Theta for each series, times how all series together "
              + "moved from these weeks to those ahead one year ago.",
          List.of(
              "sees the yearly season after a single year, which ets and theta do not",
              "fits in milliseconds",
              "a good partner for lightgbm in a blend"),
          List.of(
              "last year's accidents of the whole come again",
              "all series get the same season",
              "without a full year, or with negative values, it is its bases alone"),
          "daily and hourly demand with a year in it",
          "thirteen months of some series",
          4,
          400,
          "the ratio that each day ahead was multiplied by",
          false,
          false,
          false,
          true,
          "Makridakis, Wheelwright and Hyndman 1998, Forecasting: methods and applications, ch. 3");

  private final List<ModelKind> bases;

  /**
   * @param bases kinds whose mean is taken; each with its default settings
   */
  public YearIndexKind(List<ModelKind> bases) {
    this.bases = List.copyOf(bases);
  }

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
    SETTINGS.validate(settings);
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
