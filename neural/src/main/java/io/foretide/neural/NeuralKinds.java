package io.foretide.neural;

import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.training.WindowShape;
import java.util.List;

/** Every neural kind. */
public final class NeuralKinds {
  private static final List<NeuralKind<?>> ALL =
      List.of(
          new AttentionLstmKind(),
          new CnnLstmKind(),
          new DLinearKind(),
          new GruKind(),
          new InformerKind(),
          new LstmKind(),
          new NLinearKind(),
          new PatchTstKind(),
          new TcnAttentionKind(),
          new TcnKind(),
          new TftKind());

  private NeuralKinds() {}

  public static List<ModelKind> all() {
    return List.copyOf(ALL);
  }

  /**
   * The network of a kind, untrained, from the window's features to {@code [horizon][outputs]}.
   *
   * @throws IllegalArgumentException if there is no neural kind of this id
   */
  public static Brick network(String id, WindowShape shape, Settings settings, int outputs) {
    return ALL.stream()
        .filter(kind -> kind.card().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no neural kind " + id))
        .network(shape, settings, outputs);
  }
}
