package io.foretide.benchmarks;

import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.neural.NeuralKinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Long horizons as the papers judge them: a file of several series, cut into a part to train on,
 * one to stop early on and one to test on; values scaled by mean and deviation of the first; mean
 * squared and absolute error over every test window, stride 1, all series alike. Kinds learn and
 * are served as ever: a fit through the catalogue, forecasts through ONNX Runtime.
 *
 * <p>{@code LongHorizonBenchmark --data ETTh1.csv --horizon 96,192,336,720 --kinds nlinear,dlinear}
 */
public final class LongHorizonBenchmark {
  private static final double[] INTERVAL = {0.025, 0.975};
  private static final int CUTOFFS_AT_ONCE = 32;

  private final LongHorizonOptions options;
  private final ModelCatalogue catalogue = ModelCatalogue.of(NeuralKinds.all());
  private final Dataset data;
  private final int train;
  private final int known;
  private final int end;

  private LongHorizonBenchmark(LongHorizonOptions options) throws IOException {
    this.options = options;
    Dataset raw =
        WideCsv.read(options.data(), options.timeColumn(), options.step(), options.columns());
    List<Integer> split = split(raw);
    train = split.get(0);
    known = train + split.get(1);
    end = known + split.get(2);
    int length = raw.series().get(0).length();
    if (end > length) {
      throw new IllegalArgumentException(
          options.data() + " has " + length + " steps, and not " + end + ": give --split");
    }
    data = scaled(raw);
  }

  public static void main(String[] args) throws IOException {
    LongHorizonOptions options = LongHorizonOptions.parse(args);
    LongHorizonBenchmark benchmark = new LongHorizonBenchmark(options);
    for (int horizon : options.horizons()) {
      benchmark.run(horizon);
    }
  }

  /** ETT's by default: 12, 4 and 4 months of 30 days. */
  private List<Integer> split(Dataset raw) {
    if (!options.split().isEmpty()) {
      return options.split();
    }
    return Stream.of(360, 120, 120).map(d -> (int) Math.round(d * raw.step().perDay())).toList();
  }

  private Dataset scaled(Dataset raw) {
    List<Series> series = new ArrayList<>();
    for (Series one : raw.series()) {
      double[] values = one.target();
      double sum = 0;
      double squares = 0;
      int n = 0;
      for (int i = 0; i < train; i++) {
        if (!Double.isNaN(values[i])) {
          sum += values[i];
          squares += values[i] * values[i];
          n++;
        }
      }
      double mean = sum / n;
      double deviation = Math.sqrt(squares / n - mean * mean);
      for (int i = 0; i < values.length; i++) {
        values[i] = (values[i] - mean) / deviation;
      }
      String name = one.targetName();
      series.add(
          new Series(one.id(), one.step(), one.start(), name, Map.of(name, values), Map.of()));
    }
    return new Dataset(raw.name(), raw.step(), series);
  }

  private void run(int horizon) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s, %d series, %d -> %d steps of %s; trained on %d, validated on %d, %d test windows%n",
        data.name(),
        data.series().size(),
        options.lookback(),
        horizon,
        data.step(),
        train,
        known - train,
        end - known - horizon + 1);
    System.out.printf("  %-40s %7s %7s %7s %8s%n", "", "MSE", "MAE", "cov95", "seconds");
    naive("repeat the last value", horizon, 1);
    naive("repeat the last day", horizon, (int) Math.max(1, Math.round(data.step().perDay())));
    for (String asked : options.kinds()) {
      for (long seed : options.seeds()) {
        fit(asked, seed, horizon);
      }
    }
    PublishedScores.of(options.published(), data.name(), horizon)
        .forEach(
            (model, scores) ->
                System.out.printf(
                    "  %-40s %7s %7s%n",
                    "published: " + model,
                    scores.getOrDefault("MSE", ""),
                    scores.getOrDefault("MAE", "")));
  }

  private void naive(String name, int horizon, int season) {
    Errors errors = new Errors();
    for (Series series : data.series()) {
      for (int cut = known; cut <= end - horizon; cut++) {
        for (int h = 0; h < horizon; h++) {
          errors.add(series.targetAt(cut + h), series.targetAt(cut - season + h % season));
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "  %-40s %7.4f %7.4f%n", name, errors.squared(), errors.absolute());
  }

  private void fit(String asked, long seed, int horizon) {
    String[] parts = asked.split(":", 2);
    ModelKind kind = catalogue.get(parts[0]);
    Settings settings = settings(parts.length > 1 ? parts[1] : "");
    Dataset seen = data.upTo(data.series().get(0).timeAt(known - 1));
    long began = System.nanoTime();
    try (ForecastModel model = kind.fit(seen, horizon, settings, seed, TrainingListener.NONE)) {
      double seconds = (System.nanoTime() - began) / 1e9;
      Errors errors = new Errors();
      for (int cut = known; cut <= end - horizon; cut += CUTOFFS_AT_ONCE) {
        judge(model, cut, Math.min(end - horizon + 1, cut + CUTOFFS_AT_ONCE), horizon, errors);
      }
      System.out.printf(
          Locale.ROOT,
          "  %-40s %7.4f %7.4f %7.1f %8.1f%n",
          asked + " (seed " + seed + ")",
          errors.squared(),
          errors.absolute(),
          errors.covered(),
          seconds);
    }
  }

  private void judge(ForecastModel model, int from, int to, int horizon, Errors errors) {
    List<Context> contexts = new ArrayList<>();
    for (int cut = from; cut < to; cut++) {
      for (Series series : data.series()) {
        contexts.add(new Context(series.upTo(series.timeAt(cut - 1))));
      }
    }
    List<Forecast> forecasts =
        model.forecast(contexts, new Horizon(horizon, data.step()), INTERVAL);
    for (int i = 0; i < forecasts.size(); i++) {
      Series series = data.series().get(i % data.series().size());
      int cut = from + i / data.series().size();
      Forecast forecast = forecasts.get(i);
      for (int h = 0; h < horizon; h++) {
        double actual = series.targetAt(cut + h);
        errors.add(actual, forecast.meanAt(h));
        errors.interval(
            actual >= forecast.quantileAt(INTERVAL[0], h)
                && actual <= forecast.quantileAt(INTERVAL[1], h));
      }
    }
  }

  /** The papers' loss is the squared error in units of the whole series. */
  private Settings settings(String asked) {
    Map<String, String> chosen = new HashMap<>();
    chosen.put("lookback", Integer.toString(options.lookback()));
    chosen.put("validation", Double.toString((double) (known - train) / known));
    chosen.put("point", "mean");
    chosen.put("weighting", "series");
    for (String pair : asked.split(";")) {
      if (!pair.isBlank()) {
        String[] sides = pair.split("=", 2);
        chosen.put(sides[0], sides[1]);
      }
    }
    return new Settings(chosen);
  }

  /** Sums over points; where nothing was observed, nothing is counted. */
  private static final class Errors {
    private double squares;
    private double absolutes;
    private long points;
    private long inside;

    void add(double actual, double forecast) {
      if (!Double.isNaN(actual)) {
        double miss = forecast - actual;
        squares += miss * miss;
        absolutes += Math.abs(miss);
        points++;
      }
    }

    void interval(boolean hit) {
      inside += hit ? 1 : 0;
    }

    double squared() {
      return squares / points;
    }

    double absolute() {
      return absolutes / points;
    }

    double covered() {
      return 100.0 * inside / points;
    }
  }
}
