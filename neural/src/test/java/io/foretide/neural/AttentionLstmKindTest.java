package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.kind.Settings;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.training.WindowShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionLstmKindTest {
  @ParameterizedTest
  @CsvSource({"lightweight, 64-32", "default, 128-64", "deep, 256-128-64"})
  void variantsDifferInDepthAndEveryLayerHasHalfTheUnitsOfTheOneBefore(
      String variant, String units) {
    WindowShape shape = WindowShape.of(Step.DAY, 28, 7);
    Brick network =
        NeuralKinds.network("attention-lstm", shape, Settings.of("variant", variant), 8);

    List<Integer> expected = Arrays.stream(units.split("-")).map(Integer::valueOf).toList();
    assertThat(parts(network).filter(Lstm.class::isInstance).map(part -> ((Lstm) part).units()))
        .containsExactlyElementsOf(expected);
  }

  private static Stream<Brick> parts(Brick brick) {
    return brick instanceof Sequence all
        ? all.bricks().stream().flatMap(AttentionLstmKindTest::parts)
        : Stream.of(brick);
  }
}
