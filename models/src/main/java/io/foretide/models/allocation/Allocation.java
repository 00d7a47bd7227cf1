package io.foretide.models.allocation;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** From data to a portfolio, whatever the moments are taken from. */
final class Allocation {
  /** Fewer rows than this have no covariance worth the name: assets are then held alike. */
  private static final int FEWEST_ROWS = 30;

  private Allocation() {}

  static ForecastModel fit(
      Dataset data, Bounds bounds, Function<Panel, Moments> estimate, TrainingListener listener) {
    listener.checkCancelled();
    Panel panel = Panel.of(data, bounds.window());
    listener.progress(0.5, panel.assets().size() + " assets, " + panel.rows().length + " rows");
    List<Holding> holdings = new ArrayList<>();
    if (!panel.assets().isEmpty() && panel.rows().length >= FEWEST_ROWS) {
      Moments moments = estimate.apply(panel);
      double[] mean = moments.mean();
      double[] weights =
          MeanVariance.weights(
              mean, moments.covariance(), bounds.aversion(), bounds.least(), bounds.most());
      for (int i = 0; i < weights.length; i++) {
        String series = panel.assets().get(i).text();
        holdings.add(new Holding(series, weights[i], mean[i], moments.deviation(i)));
      }
    }
    return new AllocationModel(new AllocationModel.Portfolio(panel.rowsPerStep(), holdings));
  }
}
