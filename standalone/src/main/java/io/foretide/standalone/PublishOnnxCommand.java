package io.foretide.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.runtime.CodedException;
import io.foretide.standalone.client.RestClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "publish-onnx",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a version from an ONNX file made elsewhere.",
      "A trainer checks it on the data, backtests it and publishes it; promotion is up to the"
          + " model's policy."
    },
    footer = {
      "",
      "The layout says what the graph reads and writes. What is left out is guessed: the step is",
      "the model's, a single input reads the target, a single output is the mean.",
      "  {\"contextLength\": 60, \"horizon\": 28,",
      "   \"inputs\": [{\"name\": \"x\", \"span\": \"CONTEXT\", \"features\": [\"target\", \"column:price\"]},",
      "              {\"name\": \"calendar\", \"span\": \"WINDOW\", \"features\": [\"week-sin-1\"]}],",
      "   \"gaps\": \"CARRY\", \"meanOutput\": \"y\", \"quantileOutput\": \"q\", \"levels\": [0.1, 0.9]}",
      "Inputs are float[batch][steps][features] or, of one feature, float[batch][steps]; outputs",
      "float[batch][horizon] and float[batch][horizon][levels], in the series' own unit."
    })
final class PublishOnnxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private Path file = Path.of("");

  @Option(names = "--model", required = true, description = "Model, such as sales.")
  private String model = "";

  @Option(
      names = "--input-layout",
      required = true,
      paramLabel = "JSON|FILE",
      description = "The layout, as JSON or a file with it.")
  private String layout = "";

  @Option(
      names = "--trained-until",
      paramLabel = "DAY",
      description = "Last day it was trained on: it is backtested only from there on.")
  private Optional<String> trainedUntil = Optional.empty();

  @Option(names = "--why", description = "For the log.")
  private Optional<String> why = Optional.empty();

  @Option(names = "--no-follow", description = "Do not wait for the version.")
  private boolean noFollow;

  @Override
  public Integer call() throws InterruptedException {
    RestClient rest = connection.rest();
    Map<String, String> form = new HashMap<>();
    form.put(
        "layout",
        layout.strip().startsWith("{") ? layout : new String(read(Path.of(layout)), UTF_8));
    trainedUntil.ifPresent(day -> form.put("trainedUntil", day));
    why.ifPresent(text -> form.put("why", text));
    form.put("who", Who.runs());
    String path = "/models/" + RestClient.segment(model) + "/onnx";
    JsonNode answer = rest.postForm(path, form, "file", read(file));
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer.path("run").asText() + "  sha256 " + answer.path("sha256").asText());
    if (trainedUntil.isEmpty()) {
      out.println(
          "Its scores flatter it where it was trained on days that it is scored on;"
              + " --trained-until says until when it was.");
    }
    out.flush();
    return noFollow ? 0 : TrainCommand.follow(rest, answer.path("run").asText(), out);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CodedException("FT-1708", "there is no file " + file, e);
    }
  }
}
