package io.foretide.models.calibration;

import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.serving.ModelFormats;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Any model with its {@link Calibration}: what a version holds and a forecaster serves. */
public final class CalibratedModel implements ForecastModel {
  static final String BASE = "base";
  static final String CALIBRATION = "calibration.bin";

  /** Forecasts from which on idle cores are asked for help; one takes a few microseconds. */
  private static final int WORTH_SHARING = 64;

  private final ForecastModel base;
  private final Calibration calibration;

  /** Takes ownership of the base model: closing this closes it. */
  public CalibratedModel(ForecastModel base, Calibration calibration) {
    this.base = base;
    this.calibration = calibration;
  }

  public Calibration calibration() {
    return calibration;
  }

  /** The model as it was fitted. */
  public ForecastModel base() {
    return base;
  }

  @Override
  public int maxHorizon() {
    return base.maxHorizon();
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    List<Forecast> raw = base.forecast(contexts, horizon, levels);
    IntStream places = IntStream.range(0, raw.size());
    return (raw.size() < WORTH_SHARING ? places : places.parallel())
        .mapToObj(i -> calibration.calibrate(raw.get(i), contexts.get(i).history()))
        .toList();
  }

  @Override
  public String format() {
    return calibration.format();
  }

  /** Those of the base: what a calibration learns is not of the model. */
  @Override
  public OptionalLong parameters() {
    return base.parameters();
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    calibration.write(new DataOutputStream(bytes));
    artifacts.write(CALIBRATION, bytes.toByteArray());
    ModelFormats.save(base, artifacts.in(BASE));
  }

  @Override
  public void close() {
    base.close();
  }
}
