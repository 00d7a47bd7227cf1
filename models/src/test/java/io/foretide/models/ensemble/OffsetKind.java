package io.foretide.models.ensemble;

import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import java.util.Arrays;
import java.util.List;

/** Forecasts the last value plus an offset; counts how many of its models are open. */
final class OffsetKind implements ModelKind {
  record Options(@Setting(value = "0", help = "added to the offset") double more) {}

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);

  private final String id;
  private final double offset;
  private final double perStep;
  private final boolean refuses;
  private int open;
  private int fits;

  OffsetKind(String id, double offset) {
    this(id, offset, 0, false);
  }

  private OffsetKind(String id, double offset, double perStep, boolean refuses) {
    this.id = id;
    this.offset = offset;
    this.perStep = perStep;
    this.refuses = refuses;
  }

  static OffsetKind refusing(String id) {
    return new OffsetKind(id, 0, 0, true);
  }

  /** Its offset grows with every step ahead after the first. */
  static OffsetKind growing(String id, double offset, double perStep) {
    return new OffsetKind(id, offset, perStep, false);
  }

  int open() {
    return open;
  }

  /** How often it was fitted. */
  int fits() {
    return fits;
  }

  @Override
  public KindCard card() {
    return KindCard.of(id, id, "test").samples(1, 1).refit().build();
  }

  @Override
  public SettingsSchema settings() {
    return SETTINGS;
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    if (refuses) {
      throw new FitException("refused");
    }
    open++;
    fits++;
    double added = offset + SETTINGS.read(settings, Options.class).more();
    return new ForecastModel() {
      @Override
      public int maxHorizon() {
        return horizon;
      }

      @Override
      public List<Forecast> forecast(List<Context> contexts, Horizon asked, double[] levels) {
        return contexts.stream().map(c -> one(c, asked.steps(), levels, added, perStep)).toList();
      }

      @Override
      public String format() {
        return "none";
      }

      @Override
      public void save(ArtifactWriter artifacts) {}

      @Override
      public void close() {
        open--;
      }
    };
  }

  private static Forecast one(
      Context context, int steps, double[] levels, double added, double perStep) {
    double last = context.history().targetAt(context.history().length() - 1);
    double[] mean = new double[steps];
    Arrays.setAll(mean, h -> last + added + h * perStep);
    double[][] quantiles = new double[levels.length][];
    Arrays.setAll(
        quantiles, q -> Arrays.stream(mean).map(m -> m + 10 * (levels[q] - 0.5)).toArray());
    return new Forecast(
        context.history().id(), context.history().end(), mean, levels.clone(), quantiles);
  }
}
