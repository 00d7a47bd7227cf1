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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds that forecast directions, and the random walk, weighed by how well each forecast lately
 * what it had not seen.
 */
public final class DirectionEnsembleKind extends EnsembleKind<DirectionEnsembleKind.Options> {
  private static final Logger LOG = LoggerFactory.getLogger(DirectionEnsembleKind.class);
  private static final KindCard CARD =
      KindCard.of("direction-ensemble", "Ensemble of direction kinds", "direction")
          .useCases("direction and return of prices when no single kind is trusted")
          .description(
              "Forecasts of adm, cipo, bicipo, the boosted direction trees and the random walk,"
                  + " added up. The less a member erred on steps it had not seen, the latest"
                  + " counting most, the more it weighs; in a backtest the weights go on learning"
                  + " at every cutoff.")
          .strengths(
              "a member that stops working loses its weight",
              "the random walk is a member: where nothing can be foretold little is claimed")
          .weaknesses(
              "costs the fits of all members at several cutoffs",
              "members that hardly differ get hardly different weights",
              "seldom much better than the random walk, as nothing is")
          .bestFor("Prices of several liquid symbols with two years of bars or more.")
          .dataNeeds("What its members need, and a few horizons more.")
          .samples(60, 500)
          .explainability("The weight of each member.")
          .paper(
              "Stock and Watson 2004, Combination forecasts of output growth in a seven-country"
                  + " data set, eq. 6 (discounted errors)")
          .build();

  /** What can be chosen. */
  record Options(
      @Setting(value = "naive,adm,cipo,bicipo,lightgbm", help = "members, by comma") String kinds,
      @Setting(
              value = "0.95",
              help = "how much an error counts one cutoff later",
              min = 0.1,
              max = 1)
          double discount,
      @Setting(
              value = "20",
              help = "power of the inverse error: 0 weighs all alike, large ones the best alone",
              min = 0,
              max = 1000)
          double power,
      @Setting(value = "8", help = "inner cutoffs to begin with", min = 1, max = 100) int cutoffs,
      @Setting(value = "", help = "settings of the members: kind.name=value;kind.name=value")
          String members)
      implements Choice {}

  /**
   * @param kinds what members can be chosen from
   */
  public DirectionEnsembleKind(List<ModelKind> kinds) {
    super(CARD, Options.class, kinds);
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    Options options = options(settings);
    Crew crew = crew(options, data.step());
    List<ModelKind> wanted = crew.members();
    List<RecentErrors> errors = new ArrayList<>();
    List<String> able = new ArrayList<>();
    List<ForecastModel> fitted = new ArrayList<>();
    try {
      for (int m = 0; m < wanted.size(); m++) {
        ModelKind member = wanted.get(m);
        TrainingListener turn = listener.turn(m, wanted.size());
        try {
          RecentErrors past =
              errors(
                  new Backtest(member, crew.settings(member), seed), data, horizon, options, turn);
          fitted.add(member.fit(data, horizon, crew.settings(member), seed, turn.part(0.9, 1)));
          able.add(member.card().id());
          errors.add(past);
        } catch (FitException e) {
          LOG.info("the ensemble goes without {}: {}", member.card().id(), e.getMessage());
        }
      }
      if (fitted.isEmpty()) {
        throw new FitException("none of the members of the ensemble can be fitted on this data");
      }
      return new RecentEnsemble(able, fitted, errors, options.power(), data.end());
    } catch (RuntimeException e) {
      fitted.forEach(ForecastModel::close);
      throw e;
    }
  }

  /** Trees of an ensemble of directions learn those, unless they are told otherwise. */
  @Override
  MemberSettings settings(List<ModelKind> members, String chosen) {
    MemberSettings settings = super.settings(members, chosen);
    members.stream()
        .filter(member -> member.card().id().equals("lightgbm"))
        .forEach(trees -> settings.orElse(trees, SettingsSchema.VARIANT, "direction"));
    return settings;
  }

  private static RecentErrors errors(
      Backtest backtest, Dataset data, int horizon, Options options, TrainingListener listener) {
    RecentErrors errors = new RecentErrors(options.discount());
    List<Instant> cutoffs =
        Cutoffs.rolling(data, horizon, options.cutoffs(), CARD.minimumSamples());
    List<Window> windows =
        backtest.run(data, cutoffs, horizon, new double[0], listener.part(0, 0.9));
    for (Instant cutoff : cutoffs) {
      errors = errors.and(windows.stream().filter(w -> w.cutoff().equals(cutoff)).toList());
    }
    return errors;
  }

  /**
   * First the members as they were are scored on what has come since, which none of them had seen;
   * then each learns from it.
   */
  @Override
  public ForecastModel refit(
      ForecastModel previous,
      Dataset data,
      int horizon,
      Settings settings,
      long seed,
      TrainingListener listener) {
    Options options = options(settings);
    RecentEnsemble before = (RecentEnsemble) previous;
    List<RecentErrors> errors = before.errorsUntil(data, horizon, knownAhead(settings));
    List<ForecastModel> fitted =
        crew(options, data.step())
            .refit(before.kinds(), before.members(), data, horizon, seed, listener);
    return new RecentEnsemble(before.kinds(), fitted, errors, options.power(), data.end());
  }
}
