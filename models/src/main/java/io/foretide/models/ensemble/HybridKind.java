package io.foretide.models.ensemble;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.List;
import java.util.Set;

/**
 * A kind that sees the calendar and one that sees the recent past, at fixed weights: {@code
 * additive} and {@code lstm}, 60 to 40.
 */
public final class HybridKind extends OptionsKind<HybridKind.Options> {
  private static final KindCard CARD =
      KindCard.of("hybrid", "Hybrid of additive and LSTM", "ensembles")
          .useCases("retail demand with a calendar and a rhythm of its own")
          .description(
              "The weighted mean of an additive model per series and one LSTM for all of them.")
          .strengths(
              "the additive part explains trend, season and holidays",
              "the recurrent part corrects it by what happened lately",
              "their errors differ, so that the mean errs less")
          .weaknesses(
              "costs both fits",
              "the weights are chosen, not learned: blend learns them",
              "no better than its members where they err alike")
          .bestFor("dozens of series or more over at least a year")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability("the components of the additive part")
          .paper(
              "Zhang 2003, Time series forecasting using a hybrid ARIMA and neural network model")
          .build();

  private final ModelKind additive;
  private final ModelKind lstm;

  public HybridKind(ModelKind additive, ModelKind lstm) {
    super(CARD, Options.class);
    this.additive = additive;
    this.lstm = lstm;
  }

  /** What can be chosen. */
  record Options(
      @Setting(value = "0.6", help = "weight of the additive part", min = 0, max = 1)
          double additiveWeight,
      @Setting(
              value = "50",
              help = "epochs of the recurrent part at most; it stops early",
              min = 1,
              max = 10_000)
          int epochs,
      @Setting(value = "", help = "settings of the members: additive.name=value;lstm.name=value")
          String members) {}

  @Override
  public Set<String> knownAhead(Settings settings) {
    return chosen(options(settings)).knownAhead(List.of(additive, lstm));
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    Options options = options(settings);
    MemberSettings chosen = chosen(options);
    ForecastModel calendar =
        additive.fit(data, horizon, chosen.of(additive), seed, listener.part(0, 0.3));
    try {
      ForecastModel recent = lstm.fit(data, horizon, chosen.of(lstm), seed, listener.part(0.3, 1));
      return ensemble(options, calendar, recent);
    } catch (RuntimeException e) {
      calendar.close();
      throw e;
    }
  }

  /** In a backtest the additive part is fitted anew at each cutoff; the network goes on. */
  @Override
  public ForecastModel refit(
      ForecastModel previous,
      Dataset data,
      int horizon,
      Settings settings,
      long seed,
      TrainingListener listener) {
    Options options = options(settings);
    MemberSettings chosen = chosen(options);
    List<ForecastModel> before = ((EnsembleModel) previous).members();
    ForecastModel recent =
        lstm.refit(before.get(1), data, horizon, chosen.of(lstm), seed, listener.part(0, 0.5));
    try {
      ForecastModel calendar =
          additive.refit(
              before.get(0), data, horizon, chosen.of(additive), seed, listener.part(0.5, 1));
      return ensemble(options, calendar, recent);
    } catch (RuntimeException e) {
      recent.close();
      throw e;
    }
  }

  private MemberSettings chosen(Options options) {
    return new MemberSettings(options.members(), List.of(additive, lstm))
        .orElse(lstm, "epochs", Integer.toString(options.epochs()));
  }

  private EnsembleModel ensemble(Options options, ForecastModel calendar, ForecastModel recent) {
    double weight = options.additiveWeight();
    return new EnsembleModel(
        List.of(
            new EnsembleModel.Share(additive.card().id(), weight),
            new EnsembleModel.Share(lstm.card().id(), 1 - weight)),
        List.of(calendar, recent));
  }
}
