package io.foretide.models.ensemble;

import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A convex combination of kinds, with the weights that erred least on rolling backtests inside the
 * data it is fitted on.
 */
public final class BlendKind implements ModelKind {
  private static final Logger LOG = LoggerFactory.getLogger(BlendKind.class);
  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);
  private static final double NEGLIGIBLE = 0.02;
  private static final KindCard CARD =
      new KindCard(
          "blend",
          "Blend",
          "ensembles",
          List.of("the default when accuracy matters more than training time"),
          "Backtests every member on the data at hand, finds the convex weights with the least "
              + "absolute error, drops members that hardly count, and fits the rest on everything.",
          List.of(
              "rarely much worse than its best member and often better",
              "shows which kinds carry the data"),
          List.of(
              "costs the fits of all members at several cutoffs",
              "weights learned in one season may not suit the next"),
          "the last bit of accuracy",
          "enough history for backtests: three horizons and what the members need",
          30,
          400,
          "the weight of each member",
          false,
          false,
          false,
          false,
          "Bates and Granger 1969, The combination of forecasts");

  private final Map<String, ModelKind> kinds = new LinkedHashMap<>();

  /**
   * @param kinds what members can be chosen from
   */
  public BlendKind(List<ModelKind> kinds) {
    kinds.forEach(kind -> this.kinds.put(kind.card().id(), kind));
  }

  /** What can be chosen. */
  record Options(
      @Setting(
              value = "",
              help =
                  "kinds to combine, by comma; empty takes lightgbm with year-index, or with mstl"
                      + " where steps are shorter than a day")
          String kinds,
      @Setting(value = "3", help = "inner cutoffs to learn the weights on", min = 1, max = 20)
          int cutoffs,
      @Setting(
              value = "0.25",
              help = "how far learned weights are believed; the rest is shared equally",
              min = 0,
              max = 1)
          double trust,
      @Setting(value = "", help = "settings of the members: kind.name=value;kind.name=value")
          String members) {}

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
    Options options = SETTINGS.read(settings, Options.class);
    List<ModelKind> members = members(options, data.step());
    MemberSettings chosen = new MemberSettings(options.members(), members);
    List<EnsembleModel.Share> shares =
        weigh(members, chosen, data, horizon, seed, options, listener.part(0, 0.7));
    return fitMembers(shares, chosen, data, horizon, seed, listener.part(0.7, 1));
  }

  private List<ModelKind> members(Options options, Step step) {
    String usual = step.perDay() > 1 ? "lightgbm,mstl" : "lightgbm,year-index";
    return MemberSettings.members(options.kinds().isBlank() ? usual : options.kinds(), kinds);
  }

  private static List<EnsembleModel.Share> weigh(
      List<ModelKind> members,
      MemberSettings chosen,
      Dataset data,
      int horizon,
      long seed,
      Options options,
      TrainingListener listener) {
    int needed = members.stream().mapToInt(m -> m.card().minimumSamples()).max().orElse(1);
    List<Instant> cutoffs = Cutoffs.rolling(data, horizon, options.cutoffs(), needed);
    List<ModelKind> able = new ArrayList<>();
    List<List<Window>> windows = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      ModelKind member = members.get(m);
      TrainingListener part = listener.turn(m, members.size());
      Optional<List<Window>> tried =
          backtest(
              new Backtest(member, chosen.of(member), seed), member, data, cutoffs, horizon, part);
      if (tried.isPresent()) {
        able.add(member);
        windows.add(tried.get());
      }
    }
    if (able.isEmpty()) {
      throw new FitException("none of the members of the blend can be fitted on this data");
    }
    double[] learned = Blending.weights(windows);
    double[] weights = Blending.settled(learned, options.trust(), NEGLIGIBLE);
    List<EnsembleModel.Share> shares = new ArrayList<>();
    for (int m = 0; m < able.size(); m++) {
      shares.add(new EnsembleModel.Share(able.get(m).card().id(), weights[m]));
    }
    LOG.info("blend of {} cutoffs: learned {}, taken {}", cutoffs.size(), rounded(learned), shares);
    return shares;
  }

  /** Empty where the member refuses the data. */
  private static Optional<List<Window>> backtest(
      Backtest backtest,
      ModelKind member,
      Dataset data,
      List<Instant> cutoffs,
      int horizon,
      TrainingListener listener) {
    try {
      return Optional.of(backtest.run(data, cutoffs, horizon, new double[0], listener));
    } catch (FitException e) {
      LOG.info("blend goes without {}: {}", member.card().id(), e.getMessage());
      return Optional.empty();
    }
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
    Options options = SETTINGS.read(settings, Options.class);
    MemberSettings chosen = new MemberSettings(options.members(), members(options, data.step()));
    EnsembleModel before = (EnsembleModel) previous;
    List<ForecastModel> fitted = new ArrayList<>();
    int begun = 0;
    try {
      for (EnsembleModel.Share share : before.shares()) {
        ModelKind member = kinds.get(share.kind());
        TrainingListener part = listener.turn(begun, before.shares().size());
        ForecastModel old = before.members().get(begun++);
        fitted.add(member.refit(old, data, horizon, chosen.of(member), seed, part));
      }
      return new EnsembleModel(before.shares(), fitted);
    } catch (RuntimeException e) {
      fitted.forEach(ForecastModel::close);
      before.members().stream().skip(begun).forEach(ForecastModel::close);
      throw e;
    }
  }

  /** A member that refuses all of the data leaves its weight to the others. */
  private EnsembleModel fitMembers(
      List<EnsembleModel.Share> shares,
      MemberSettings chosen,
      Dataset data,
      int horizon,
      long seed,
      TrainingListener listener) {
    List<EnsembleModel.Share> kept = new ArrayList<>();
    List<ForecastModel> fitted = new ArrayList<>();
    try {
      for (int m = 0; m < shares.size(); m++) {
        EnsembleModel.Share share = shares.get(m);
        if (share.weight() == 0) {
          continue;
        }
        ModelKind member = kinds.get(share.kind());
        TrainingListener part = listener.turn(m, shares.size());
        try {
          fitted.add(member.fit(data, horizon, chosen.of(member), seed, part));
          kept.add(share);
        } catch (FitException e) {
          LOG.info("blend goes without {}: {}", share.kind(), e.getMessage());
        }
      }
      if (fitted.isEmpty()) {
        throw new FitException("none of the members of the blend can be fitted on this data");
      }
      double sum = kept.stream().mapToDouble(EnsembleModel.Share::weight).sum();
      kept.replaceAll(s -> new EnsembleModel.Share(s.kind(), s.weight() / sum));
      return new EnsembleModel(kept, fitted);
    } catch (RuntimeException e) {
      fitted.forEach(ForecastModel::close);
      throw e;
    }
  }

  private static List<String> rounded(double[] weights) {
    return Arrays.stream(weights).mapToObj(w -> String.format(Locale.ROOT, "%.2f", w)).toList();
  }
}
