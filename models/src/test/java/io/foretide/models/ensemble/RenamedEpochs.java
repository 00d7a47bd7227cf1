package io.foretide.models.ensemble;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;

/** Another kind that also takes epochs, as {@code lstm} does, and makes nothing of them. */
record RenamedEpochs(ModelKind kind) implements ModelKind {
  record Options(
      @Setting(value = "50", help = "epochs") int epochs,
      @Setting(value = "0", help = "added to the offset") double more) {}

  @Override
  public KindCard card() {
    return kind.card();
  }

  @Override
  public SettingsSchema settings() {
    return SettingsSchema.of(Options.class);
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    double more = settings().read(settings, Options.class).more();
    return kind.fit(data, horizon, Settings.of("more", Double.toString(more)), seed, listener);
  }
}
