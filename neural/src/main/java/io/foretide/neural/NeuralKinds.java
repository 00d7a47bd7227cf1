package io.foretide.neural;

import io.foretide.models.kind.ModelKind;
import java.util.List;

/** Every neural kind. */
public final class NeuralKinds {
  private NeuralKinds() {}

  public static List<ModelKind> all() {
    return List.of(
        new AttentionLstmKind(),
        new DLinearKind(),
        new GruKind(),
        new LstmKind(),
        new NLinearKind(),
        new PatchTstKind(),
        new TcnAttentionKind(),
        new TcnKind());
  }
}
