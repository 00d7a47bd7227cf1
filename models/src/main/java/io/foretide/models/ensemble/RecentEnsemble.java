package io.foretide.models.ensemble;

import io.foretide.models.evaluation.Window;
import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An ensemble that remembers how its members erred, so that it can go on weighing them. What is
 * saved and served is the {@link EnsembleModel} of the moment.
 */
final class RecentEnsemble implements ForecastModel, Explainable {
  private final List<String> kinds;
  private final List<RecentErrors> errors;
  private final Instant end;
  private final EnsembleModel now;

  /**
   * @param errors of the members, in their order
   * @param end of what they were fitted on
   */
  RecentEnsemble(
      List<String> kinds,
      List<ForecastModel> members,
      List<RecentErrors> errors,
      double power,
      Instant end) {
    this.kinds = List.copyOf(kinds);
    this.errors = List.copyOf(errors);
    this.end = end;
    double[] weights = RecentErrors.shares(errors, power);
    List<EnsembleModel.Share> shares = new ArrayList<>();
    for (int m = 0; m < weights.length; m++) {
      shares.add(new EnsembleModel.Share(kinds.get(m), weights[m]));
    }
    this.now = new EnsembleModel(shares, members);
  }

  List<String> kinds() {
    return kinds;
  }

  List<EnsembleModel.Share> shares() {
    return now.shares();
  }

  List<ForecastModel> members() {
    return now.members();
  }

  /**
   * With what each member errs on the steps that came since.
   *
   * @param ahead the columns whose future they are told
   */
  List<RecentErrors> errorsUntil(Dataset data, int horizon, Set<String> ahead) {
    Map<String, Series> whole = new HashMap<>();
    List<Context> contexts = new ArrayList<>();
    for (Series series : data.series()) {
      Series known = series.upTo(end);
      if (known.length() > 0 && known.length() < series.length() && known.end().equals(end)) {
        whole.put(series.id().text(), series);
        contexts.add(Context.at(series, end, horizon, ahead));
      }
    }
    List<RecentErrors> until = new ArrayList<>();
    for (int m = 0; m < errors.size(); m++) {
      List<Window> windows =
          members()
              .get(m)
              .forecast(contexts, new Horizon(horizon, data.step()), new double[0])
              .stream()
              .map(forecast -> Window.of(forecast, whole.get(forecast.series().text())))
              .toList();
      until.add(errors.get(m).and(windows));
    }
    return until;
  }

  @Override
  public List<Explanation> explanations() {
    return now.explanations();
  }

  @Override
  public int maxHorizon() {
    return now.maxHorizon();
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    return now.forecast(contexts, horizon, levels);
  }

  @Override
  public String format() {
    return now.format();
  }

  @Override
  public OptionalLong parameters() {
    return now.parameters();
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    now.save(artifacts);
  }

  @Override
  public void close() {
    now.close();
  }
}
