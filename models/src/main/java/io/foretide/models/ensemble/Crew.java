package io.foretide.models.ensemble;

import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds that somebody chose for an ensemble, with their settings: backtested to learn weights
 * from, fitted, and fitted again on later data. Who refuses the data is left out.
 */
final class Crew {
  /** Of the setting that chooses them. */
  static final String HELP =
      "kinds to combine, by comma, neural ones too; empty takes lightgbm with year-index, or with"
          + " mstl where steps are shorter than a day";

  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  private final Map<String, ModelKind> byId = new LinkedHashMap<>();
  private final MemberSettings settings;

  Crew(List<ModelKind> members, MemberSettings settings) {
    members.forEach(member -> byId.put(member.card().id(), member));
    this.settings = settings;
  }

  /** Who is taken unless somebody is chosen. */
  static String usual(Step step) {
    return step.perDay() > 1 ? "lightgbm,mstl" : "lightgbm,year-index";
  }

  List<ModelKind> members() {
    return List.copyOf(byId.values());
  }

  Settings settings(ModelKind member) {
    return settings.of(member);
  }

  List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /** The columns whose future at least one of the members is told. */
  Set<String> knownAhead() {
    return settings.knownAhead(byId.values());
  }

  /** The windows of each member's backtest by its id, all of the same series and cutoffs. */
  Map<String, List<Window>> backtest(
      Dataset data, int horizon, int cutoffs, long seed, TrainingListener listener) {
    int needed = byId.values().stream().mapToInt(m -> m.card().minimumSamples()).max().orElse(1);
    List<Instant> at = Cutoffs.rolling(data, horizon, cutoffs, needed);
    Map<String, List<Window>> windows = new LinkedHashMap<>();
    int begun = 0;
    for (Map.Entry<String, ModelKind> member : byId.entrySet()) {
      ModelKind kind = member.getValue();
      TrainingListener part = listener.turn(begun++, byId.size());
      try {
        Backtest backtest = new Backtest(kind, settings.of(kind), seed);
        windows.put(member.getKey(), backtest.run(data, at, horizon, new double[0], part));
      } catch (FitException e) {
        LOG.info("the ensemble goes without {}: {}", member.getKey(), e.getMessage());
      }
    }
    return some(windows);
  }

  /** The models of these members by id, in their order. */
  Map<String, ForecastModel> fit(
      List<String> ids, Dataset data, int horizon, long seed, TrainingListener listener) {
    Map<String, ForecastModel> fitted = new LinkedHashMap<>();
    try {
      for (String id : ids) {
        TrainingListener part = listener.turn(ids.indexOf(id), ids.size());
        ModelKind member = byId.get(id);
        try {
          fitted.put(id, member.fit(data, horizon, settings.of(member), seed, part));
        } catch (FitException e) {
          LOG.info("the ensemble goes without {}: {}", id, e.getMessage());
        }
      }
      return some(fitted);
    } catch (RuntimeException e) {
      fitted.values().forEach(ForecastModel::close);
      throw e;
    }
  }

  /**
   * The models for later data in a backtest.
   *
   * @param before of the members with these ids; taken over, as by {@link ModelKind#refit}
   */
  List<ForecastModel> refit(
      List<String> ids,
      List<ForecastModel> before,
      Dataset data,
      int horizon,
      long seed,
      TrainingListener listener) {
    List<ForecastModel> fitted = new ArrayList<>();
    int begun = 0;
    try {
      for (String id : ids) {
        ModelKind member = byId.get(id);
        TrainingListener part = listener.turn(begun, ids.size());
        ForecastModel old = before.get(begun++);
        fitted.add(member.refit(old, data, horizon, settings.of(member), seed, part));
      }
      return fitted;
    } catch (RuntimeException e) {
      fitted.forEach(ForecastModel::close);
      before.stream().skip(begun).forEach(ForecastModel::close);
      throw e;
    }
  }

  private static <T> Map<String, T> some(Map<String, T> able) {
    if (able.isEmpty()) {
      throw new FitException("none of the members of the ensemble can be fitted on this data");
    }
    return able;
  }
}
