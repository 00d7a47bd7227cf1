package io.foretide.neural.training;

import io.foretide.neural.network.FusedLayer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Names a fit by a digest of what it is a function of: the same name, the same weights. */
final class FitDigest {
  private FitDigest() {}

  /**
   * @param network before it has learned anything: its layers say what it is
   */
  static String of(Windows windows, TrainingPlan plan, long seed, MultiLayerNetwork network) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    StringBuilder what = new StringBuilder();
    what.append(windows.shape()).append(plan).append(seed);
    for (var layer : network.getLayerWiseConfigurations().getConfs()) {
      if (layer.getLayer() instanceof FusedLayer fused) {
        what.append(fused.getJson()).append(fused.getSteps());
        what.append(fused.getGradientNormalizationThreshold());
      }
    }
    digest.update(what.toString().getBytes(StandardCharsets.UTF_8));
    windows.forEachSeries(
        (start, values, others) -> {
          for (float[] row : others) {
            ByteBuffer seen = ByteBuffer.allocate(row.length * Float.BYTES);
            seen.asFloatBuffer().put(row);
            digest.update(seen.array());
          }
          ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + values.length * Float.BYTES);
          bytes.putLong(start).asFloatBuffer().put(values);
          digest.update(bytes.array());
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
