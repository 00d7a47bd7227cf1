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
    name = "promote",
    mixinStandardHelpOptions = true,
    description = "Makes a version the one that is served.")
final class PromoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Model, such as sales.")
  private String model = "";

  @Parameters(index = "1", paramLabel = "VERSION", description = "Number of the version.")
  private int version;

  @Option(
      names = "--alias",
      description = "champion is served; challenger runs in shadow (${DEFAULT-VALUE}).")
  private String alias = "champion";

  @Option(names = "--why", description = "For the record.")
  private String why = "promoted by hand";

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", version)
            .put("alias", alias)
            .put("who", Who.runs())
            .put("why", why);
    String path = "/models/" + RestClient.segment(model) + "/promote";
    spec.commandLine().getOut().println(MoveText.of(model, connection.rest().post(path, request)));
    return 0;
  }
}
