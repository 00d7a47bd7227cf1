package io.foretide.models.ensemble;

import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.serving.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members whose weights are learned on backtests for each stretch of the horizon: who is best
 * tomorrow need not be best in four weeks.
 */
public final class StackedKind extends EnsembleKind<StackedKind.Options> {
  private static final Logger LOG = LoggerFactory.getLogger(StackedKind.class);
  private static final KindCard CARD =
      KindCard.of("stacked", "Stacked", "ensembles")
          .useCases("long horizons, near and far days wanted alike")
          .description(
              "Backtests every member on the data at hand and learns, for each stretch of the"
                  + " horizon, the convex weights with the least absolute error.")
          .strengths(
              "a member that is good at the near days counts there, one that knows the season"
                  + " later",
              "shows how far each kind can be trusted")
          .weaknesses(
              "costs the fits of all members at several cutoffs",
              "each stretch learns from a part of the windows only: with few series, blend is"
                  + " safer")
          .bestFor("members of which some see the recent past and others the season")
          .dataNeeds("enough history for backtests: three horizons and what the members need")
          .samples(30, 400)
          .explainability("the weight of each member at each step ahead")
          .paper(
              "Wolpert 1992, Stacked generalization; Sill et al. 2009, Feature-weighted linear"
                  + " stacking")
          .build();

  /**
   * @param kinds what members can be chosen from
   */
  public StackedKind(List<ModelKind> kinds) {
    super(CARD, Options.class, kinds);
  }

  /** What can be chosen. */
  record Options(
      @Setting(value = "", help = Crew.HELP) String kinds,
      @Setting(value = "3", help = "inner cutoffs to learn the weights on", min = 1, max = 20)
          int cutoffs,
      @Setting(value = "3", help = "stretches of the horizon", min = 1, max = 100) int stretches,
      @Setting(
              value = "0.5",
              help = "how far learned weights are believed; the rest is shared equally",
              min = 0,
              max = 1)
          double trust,
      @Setting(value = "", help = "settings of the members: kind.name=value;kind.name=value")
          String members)
      implements Choice {}

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    Options options = options(settings);
    Crew crew = crew(options, data.step());
    Map<String, List<Window>> windows =
        crew.backtest(data, horizon, options.cutoffs(), seed, listener.part(0, 0.7));
    Map<String, ForecastModel> fitted =
        crew.fit(List.copyOf(windows.keySet()), data, horizon, seed, listener.part(0.7, 1));
    windows.keySet().retainAll(fitted.keySet());
    return new StackedModel(
        parts(windows, horizon, options), new Members(List.copyOf(fitted.values())));
  }

  private static List<StackedModel.Part> parts(
      Map<String, List<Window>> windows, int horizon, Options options) {
    List<List<Double>> weights = new ArrayList<>();
    windows.keySet().forEach(id -> weights.add(new ArrayList<>()));
    int stretches = Math.min(options.stretches(), horizon);
    for (int s = 0; s < stretches; s++) {
      int from = s * horizon / stretches;
      int to = (s + 1) * horizon / stretches;
      double[] learned = Blending.weights(List.copyOf(windows.values()), from, to);
      double[] settled = Blending.settled(learned, options.trust(), 0);
      for (int h = from; h < to; h++) {
        for (int m = 0; m < settled.length; m++) {
          weights.get(m).add(settled[m]);
        }
      }
    }
    List<StackedModel.Part> parts = new ArrayList<>();
    for (String id : windows.keySet()) {
      parts.add(new StackedModel.Part(id, weights.get(parts.size())));
    }
    LOG.info("stacked: {}", parts);
    return parts;
  }

  /** In a backtest the weights stay; each member learns from the later data as it can. */
  @Override
  public ForecastModel refit(
      ForecastModel previous,
      Dataset data,
      int horizon,
      Settings settings,
      long seed,
      TrainingListener listener) {
    Options options = options(settings);
    Crew crew = crew(options, data.step());
    StackedModel before = (StackedModel) previous;
    List<String> ids = before.parts().stream().map(StackedModel.Part::kind).toList();
    return new StackedModel(
        before.parts(),
        new Members(crew.refit(ids, before.members(), data, horizon, seed, listener)));
  }
}
