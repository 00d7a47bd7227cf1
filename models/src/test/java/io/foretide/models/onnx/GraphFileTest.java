package io.foretide.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GraphFileTest {
  private static final byte[] GRAPH = TinyGraph.matmul(new float[5][3]);

  @Test
  void theNumbersOfAGraphAreCounted() {
    assertThat(GraphFile.isModel(GRAPH)).isTrue();
    assertThat(GraphFile.parameters(GRAPH)).isEqualTo(15);
  }

  @Test
  void whatIsNoModelIsToldWhateverItIs() {
    assertThat(GraphFile.isModel(new byte[0])).isFalse();
    assertThat(GraphFile.isModel("date,sales\n2024-01-01,3\n".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(GraphFile.isModel(Arrays.copyOf(GRAPH, GRAPH.length / 2))).isFalse();
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(GraphFile.isModel(noise)).isFalse();
    }
  }
}
