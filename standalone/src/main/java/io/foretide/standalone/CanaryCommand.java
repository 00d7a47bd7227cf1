package io.foretide.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.standalone.client.RestClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "canary",
    mixinStandardHelpOptions = true,
    description =
        "Has a version answer for a share of the series, until the champion moves or the share is"
            + " 0.")
final class CanaryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Model, such as sales.")
  private String model = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Number of the version; the canary's own unless it is said.")
  private Integer version;

  @Option(
      names = "--share",
      required = true,
      description = "Percent of the series, by hash; 0 ends it.")
  private double share;

  @Option(names = "--why", description = "For the record.")
  private String why = "tried by hand";

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("share", share)
            .put("who", Who.runs())
            .put("why", why);
    if (version != null) {
      request.put("version", version);
    }
    String path = "/models/" + RestClient.segment(model) + "/canary";
    spec.commandLine().getOut().println(MoveText.of(model, connection.rest().post(path, request)));
    return 0;
  }
}
