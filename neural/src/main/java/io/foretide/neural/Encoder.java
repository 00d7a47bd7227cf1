package io.foretide.neural;

import io.foretide.models.kind.SettingException;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.Gelu;
import io.foretide.neural.bricks.LayerNorm;
import io.foretide.neural.bricks.Residual;
import io.foretide.neural.bricks.SelfAttention;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.SparseAttention;
import java.util.ArrayList;
import java.util.List;

/** The layers that transformers are built of. */
final class Encoder {
  private Encoder() {}

  /**
   * Attention and two dense layers, each with a shortcut and a normalisation behind it (Vaswani et
   * al. 2017, section 3.1).
   *
   * @param units features of the input and of the output
   * @param inner units between the two dense layers
   * @throws SettingException if heads cannot share the units evenly
   */
  static List<Brick> layer(int units, int heads, int inner, double dropout) {
    List<Brick> bricks = new ArrayList<>(normalised(attention(units, heads, false), dropout));
    bricks.addAll(feedForward(units, inner, dropout));
    return bricks;
  }

  /** The two dense layers of {@link #layer}. */
  static List<Brick> feedForward(int units, int inner, double dropout) {
    return normalised(
        Sequence.of(Dense.linear(inner), new Gelu(), new Dropout(dropout), Dense.linear(units)),
        dropout);
  }

  /** A shortcut around a brick, and a normalisation behind it. */
  static List<Brick> normalised(Brick brick, double dropout) {
    return List.of(new Residual(Sequence.of(brick, new Dropout(dropout))), new LayerNorm());
  }

  /**
   * Every step's features, plus what attention finds for them in the others. Normalised before the
   * attention and not behind it (Xiong et al. 2020, figure 1b), so that the sizes of what is
   * forecast pass by it unchanged.
   *
   * @param size features of a head
   */
  static Brick attended(int heads, int size, double dropout) {
    return new Residual(
        Sequence.of(new LayerNorm(), new SelfAttention(heads, size, false), new Dropout(dropout)));
  }

  static SelfAttention attention(int units, int heads, boolean causal) {
    return new SelfAttention(heads, headSize(units, heads), causal);
  }

  /** Attention of few of so many steps, or of all where few would be all. */
  static Brick sparse(int steps, int units, int heads, int factor) {
    return SparseAttention.spares(steps, factor)
        ? new SparseAttention(heads, headSize(units, heads), factor)
        : attention(units, heads, false);
  }

  /**
   * @throws SettingException if heads cannot share the units evenly
   */
  static int headSize(int units, int heads) {
    if (units % heads != 0) {
      throw new SettingException(
          "heads: " + heads + " do not divide " + units + " units; choose a divisor");
    }
    return units / heads;
  }
}
