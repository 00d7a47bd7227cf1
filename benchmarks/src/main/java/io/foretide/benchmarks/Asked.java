package io.foretide.benchmarks;

import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.neural.NeuralKinds;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A kind as it is named on the command line, with settings if wanted: {@code theta} or {@code
 * "blend:kinds=lightgbm,theta;trust=0.5"}.
 *
 * @param text as it was named
 */
record Asked(String text, ModelKind kind, Settings settings) {
  private static final ModelCatalogue CATALOGUE = ModelCatalogue.of(NeuralKinds.all());

  static Asked parse(String text) {
    String[] parts = text.split(":", 2);
    String settings = parts.length > 1 ? parts[1] : "";
    return new Asked(
        text,
        CATALOGUE.get(parts[0]),
        Settings.of(
            Arrays.stream(settings.split(";"))
                .filter(pair -> !pair.isBlank())
                .flatMap(pair -> Stream.of(pair.split("=", 2)))
                .toArray(String[]::new)));
  }
}
