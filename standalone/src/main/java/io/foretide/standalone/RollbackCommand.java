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
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Goes back to the version that was served before.")
final class RollbackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(paramLabel = "MODEL", description = "Model, such as sales.")
  private String model = "";

  @Option(names = "--why", description = "For the record.")
  private String why = "rolled back by hand";

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("who", Who.runs()).put("why", why);
    String path = "/models/" + RestClient.segment(model) + "/rollback";
    spec.commandLine().getOut().println(MoveText.of(model, connection.rest().post(path, request)));
    return 0;
  }
}
