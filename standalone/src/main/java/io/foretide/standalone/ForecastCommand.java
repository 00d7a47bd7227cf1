package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.standalone.view.ForecastText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = "Asks for a forecast; several series are summed.")
final class ForecastCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(names = "--model", description = "Model (sales).")
  private Optional<String> model = Optional.empty();

  @Option(names = "--product", description = "Only this product_id.")
  private Optional<String> product = Optional.empty();

  @Option(names = "--category", description = "Only this category.")
  private Optional<String> category = Optional.empty();

  @Option(names = "--region", description = "Only this region.")
  private Optional<String> region = Optional.empty();

  @Option(names = "--store", description = "Only this store_id.")
  private Optional<String> store = Optional.empty();

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE",
      description = "Only series with that value in a column of yours; may be repeated.")
  private Map<String, String> where = Map.of();

  @Option(
      names = "--days",
      description = "Days ahead, such as 14 or 0.5 (as far as the model forecasts).")
  private Optional<Double> days = Optional.empty();

  @Option(names = "--lead-time", description = "Lead time in steps, for the advice.")
  private Optional<Integer> leadTime = Optional.empty();

  @Option(names = "--service-level", description = "Within 0 and 1, for the advice.")
  private Optional<Double> serviceLevel = Optional.empty();

  @Option(names = "--on-hand", description = "Stock on hand, for the advice.")
  private Optional<Double> onHand = Optional.empty();

  @Option(names = "--json", description = "As the REST API answers.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    days.ifPresent(value -> request.put("days", value));
    model.ifPresent(value -> request.put("model", value));
    product.ifPresent(value -> request.put("product_id", value));
    category.ifPresent(value -> request.put("category", value));
    region.ifPresent(value -> request.put("region", value));
    store.ifPresent(value -> request.put("store_id", value));
    where.forEach(request::put);
    leadTime.ifPresent(value -> request.put("lead_time_days", value));
    serviceLevel.ifPresent(value -> request.put("service_level", value));
    onHand.ifPresent(value -> request.put("on_hand", value));
    JsonNode answer = connection.rest().post("/forecast", request);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? answer.toPrettyString() + System.lineSeparator() : ForecastText.of(answer));
    return 0;
  }
}
