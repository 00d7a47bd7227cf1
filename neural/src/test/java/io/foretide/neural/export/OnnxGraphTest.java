package io.foretide.neural.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

class OnnxGraphTest {
  private final OnnxGraph graph = new OnnxGraph("one");
  private final String in = graph.input("in", 3, 4);

  @Test
  void whatAReorderingUndoesIsNotDone() throws InvalidProtocolBufferException {
    String lines = graph.unsqueeze(graph.transpose(in, 1, 2, 0), 2);
    String back = graph.transpose(graph.squeeze(graph.op("Relu", lines), 2), 2, 0, 1);
    String again = graph.unsqueeze(graph.transpose(back, 1, 2, 0), 2);
    graph.output("out", graph.op("Elu", again), 4, 1, 3);

    assertThat(nodes()).containsExactly("Transpose", "Unsqueeze", "Relu", "Elu", "Identity");
  }

  @Test
  void aReorderingThatUndoesNothingIsDone() throws InvalidProtocolBufferException {
    String turned = graph.transpose(in, 1, 2, 0);
    graph.output("out", graph.transpose(turned, 1, 2, 0), 3, 4);

    assertThat(nodes()).containsExactly("Transpose", "Transpose", "Identity");
  }

  @Test
  void whatNoOutputDependsOnIsLeftOut() throws InvalidProtocolBufferException {
    graph.add(in, graph.constant(new float[4], 4));
    graph.output("out", graph.op("Relu", in), 3, 4);

    assertThat(nodes()).containsExactly("Relu", "Identity");
    assertThat(read().getInitializerList()).isEmpty();
  }

  private List<String> nodes() throws InvalidProtocolBufferException {
    return read().getNodeList().stream().map(Onnx.NodeProto::getOpType).toList();
  }

  private Onnx.GraphProto read() throws InvalidProtocolBufferException {
    return Onnx.ModelProto.parseFrom(graph.toBytes()).getGraph();
  }
}
