package io.foretide.models.catalogue;

import io.foretide.models.additive.AdditiveFormat;
import io.foretide.models.allocation.AllocationFormat;
import io.foretide.models.baseline.DriftKind;
import io.foretide.models.baseline.NaiveFormat;
import io.foretide.models.baseline.SeasonalMeanKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.boosted.DirectionFormat;
import io.foretide.models.boosted.LightGbmFormat;
import io.foretide.models.calibration.CalibratedFormat;
import io.foretide.models.direction.AdmFormat;
import io.foretide.models.ensemble.EnsembleFormat;
import io.foretide.models.ensemble.StackedFormat;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.onnx.OnnxFormat;
import io.foretide.models.serving.ModelFormats;
import io.foretide.models.statistical.EtsKind;
import io.foretide.models.statistical.MstlKind;
import io.foretide.models.statistical.ThetaKind;
import io.foretide.models.yearly.YearIndexFormat;
import java.util.ArrayList;
import java.util.List;

/** Every format that Foretide writes. */
public final class FormatCatalogue {
  private FormatCatalogue() {}

  /** A new format is a line here; one that holds models of other formats is handed them all. */
  public static ModelFormats standard() {
    return ModelFormats.of(
        all -> {
          List<ModelFormat> formats = new ArrayList<>(CalibratedFormat.all(all));
          formats.addAll(
              List.of(
                  new NaiveFormat(),
                  SeasonalNaiveKind.FORMAT,
                  SeasonalMeanKind.FORMAT,
                  DriftKind.FORMAT,
                  EtsKind.FORMAT,
                  ThetaKind.FORMAT,
                  MstlKind.FORMAT,
                  new AdditiveFormat(),
                  new LightGbmFormat(),
                  new DirectionFormat(),
                  new AdmFormat(),
                  new AllocationFormat(),
                  new OnnxFormat(),
                  new YearIndexFormat(all),
                  new EnsembleFormat(all),
                  new StackedFormat(all)));
          return formats;
        });
  }
}
