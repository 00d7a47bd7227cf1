package io.foretide.models.ensemble;

import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.kind.Variant;
import io.foretide.models.series.Dataset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A convex combination of kinds, with the weights that erred least on rolling backtests inside the
 * data it is fitted on.
 */
public final class BlendKind extends EnsembleKind<BlendKind.Options> {
  private static final Logger LOG = LoggerFactory.getLogger(BlendKind.class);
  private static final double NEGLIGIBLE = 0.02;
  private static final KindCard CARD =
      KindCard.of("blend", "Blend", "ensembles")
          .useCases("the default when accuracy matters more than training time")
          .description(
              "Backtests every member on the data at hand, finds the convex weights with the least"
                  + " absolute error, drops members that hardly count, and fits the rest on"
                  + " everything.")
          .strengths(
              "rarely much worse than its best member and often better",
              "shows which kinds carry the data")
          .weaknesses(
              "costs the fits of all members at several cutoffs",
              "weights learned in one season may not suit the next")
          .bestFor("the last bit of accuracy")
          .dataNeeds("enough history for backtests: three horizons and what the members need")
          .samples(30, 400)
          .explainability("the weight of each member")
          .paper("Bates and Granger 1969, The combination of forecasts")
          .build();

  /**
   * @param kinds what members can be chosen from
   */
  public BlendKind(List<ModelKind> kinds) {
    super(CARD, Options.class, kinds);
  }

  /** What can be chosen. The variant is one kind of each family, whose errors differ most. */
  @Variant(
      value = "neural",
      settings = {
        "kinds=lightgbm,year-index,cnn-lstm",
        "trust=0",
        "members=cnn-lstm.backtest=anew"
      })
  record Options(
      @Setting(value = "", help = Crew.HELP) String kinds,
      @Setting(value = "3", help = "inner cutoffs to learn the weights on", min = 1, max = 20)
          int cutoffs,
      @Setting(
              value = "0.25",
              help =
                  "how far learned weights are believed; the rest is shared equally, and with 0"
                      + " nothing is backtested",
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
    Map<String, Double> weights =
        options.trust() == 0
            ? equal(crew.ids())
            : weigh(crew, data, horizon, seed, options, listener.part(0, 0.7));
    List<String> counting = crew.ids().stream().filter(weights::containsKey).toList();
    TrainingListener rest = listener.part(options.trust() == 0 ? 0 : 0.7, 1);
    Map<String, ForecastModel> fitted = crew.fit(counting, data, horizon, seed, rest);
    // A member that refuses all of the data leaves its weight to the others.
    double sum = fitted.keySet().stream().mapToDouble(weights::get).sum();
    return new EnsembleModel(
        fitted.keySet().stream()
            .map(id -> new EnsembleModel.Share(id, weights.get(id) / sum))
            .toList(),
        List.copyOf(fitted.values()));
  }

  private static Map<String, Double> equal(List<String> ids) {
    Map<String, Double> weights = new LinkedHashMap<>();
    ids.forEach(id -> weights.put(id, 1.0 / ids.size()));
    return weights;
  }

  /** Of the members that count. */
  private static Map<String, Double> weigh(
      Crew crew, Dataset data, int horizon, long seed, Options options, TrainingListener listener) {
    Map<String, List<Window>> windows =
        crew.backtest(data, horizon, options.cutoffs(), seed, listener);
    double[] learned = Blending.weights(List.copyOf(windows.values()), 0, horizon);
    double[] settled = Blending.settled(learned, options.trust(), NEGLIGIBLE);
    Map<String, Double> weights = new LinkedHashMap<>();
    int m = 0;
    for (String id : windows.keySet()) {
      if (settled[m] > 0) {
        weights.put(id, settled[m]);
      }
      m++;
    }
    LOG.info(
        "blend of {} at up to {} cutoffs: learned {}, taken {}",
        windows.keySet(),
        options.cutoffs(),
        rounded(learned),
        rounded(settled));
    return weights;
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
    EnsembleModel before = (EnsembleModel) previous;
    List<String> ids = before.shares().stream().map(EnsembleModel.Share::kind).toList();
    return new EnsembleModel(
        before.shares(), crew.refit(ids, before.members(), data, horizon, seed, listener));
  }

  private static List<String> rounded(double[] weights) {
    return Arrays.stream(weights).mapToObj(w -> String.format(Locale.ROOT, "%.2f", w)).toList();
  }
}
