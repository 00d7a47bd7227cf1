package io.foretide.trainer;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** {@code patient}: forecasts as {@code naive} does, and takes its time to learn it. */
public final class PatientKind implements ModelKind {
  private record Options(
      @Setting(value = "0", help = "Milliseconds that a fit takes.", min = 0) int millis) {}

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);
  private static final int EPOCH_NANOS = 20_000_000;

  @Override
  public KindCard card() {
    return KindCard.of("patient", "Patient", "baseline")
        .description("Waits.")
        .bestFor("Tests")
        .dataNeeds("Nothing")
        .samples(1, 1)
        .explainability("Nothing")
        .build();
  }

  @Override
  public SettingsSchema settings() {
    return SETTINGS;
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    int millis = SETTINGS.read(settings, Options.class).millis();
    int epochs = Math.max(1, millis / 20);
    for (int epoch = 1; epoch <= epochs && millis > 0; epoch++) {
      listener.checkCancelled();
      LockSupport.parkNanos(EPOCH_NANOS);
      listener.epoch(epoch, epochs, Map.of("training", 1.0 / epoch));
      listener.progress((double) epoch / epochs, "epoch " + epoch);
    }
    return new NaiveKind().fit(data, horizon, Settings.DEFAULTS, seed, listener);
  }
}
