package io.foretide.standalone.house;

import io.foretide.models.additive.AdditiveKind;
import io.foretide.models.baseline.DriftKind;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.statistical.EtsKind;
import io.foretide.models.statistical.ThetaKind;
import io.foretide.neural.NeuralKinds;
import java.util.List;
import java.util.stream.Stream;

/** Every kind that a trainer started from here can train. */
public final class Catalogue {
  private Catalogue() {}

  public static List<ModelKind> all() {
    return Stream.concat(
            Stream.of(
                new NaiveKind(),
                new SeasonalNaiveKind(),
                new DriftKind(),
                new EtsKind(),
                new ThetaKind(),
                new AdditiveKind()),
            NeuralKinds.all().stream())
        .toList();
  }
}
