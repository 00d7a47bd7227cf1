package io.foretide.standalone.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.models.comparison.Measurement;
import io.foretide.models.comparison.Quantity;
import io.foretide.models.comparison.Row;
import io.foretide.standalone.view.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A comparison as a table for people, as CSV and as JSON. */
public final class Report {
  private static final String BEST = "*";
  private static final String ELSE = " ";

  private final List<Row> rows;
  private final Map<Quantity, Row> best;

  public Report(List<Row> rows) {
    this.rows = List.copyOf(rows);
    this.best = Row.best(rows);
  }

  /** The best of each column bears a star; with several seeds, mean ± standard deviation. */
  @Override
  public String toString() {
    List<String> head = new ArrayList<>(List.of("kind"));
    for (Quantity quantity : Quantity.values()) {
      head.add(quantity.label() + ELSE);
    }
    Table table = new Table(head.toArray(String[]::new));
    StringBuilder failures = new StringBuilder();
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (Quantity quantity : Quantity.values()) {
        cells.add(cell(row, quantity) + (row.equals(best.get(quantity)) ? BEST : ELSE));
      }
      table.row(cells.toArray(String[]::new));
      row.failure().ifPresent(why -> failures.append(row.label()).append(": ").append(why));
      row.failure().ifPresent(why -> failures.append(System.lineSeparator()));
    }
    return table + failures.toString();
  }

  private static String cell(Row row, Quantity quantity) {
    OptionalDouble mean = row.mean(quantity);
    if (mean.isEmpty()) {
      return "-";
    }
    OptionalDouble spread = row.spread(quantity);
    String format = format(quantity);
    return String.format(Locale.ROOT, format, mean.getAsDouble())
        + (spread.isPresent()
            ? String.format(Locale.ROOT, "±" + format, spread.getAsDouble())
            : "");
  }

  private static String format(Quantity quantity) {
    return switch (quantity) {
      case TRAIN_SECONDS, INFERENCE_P50, INFERENCE_P99, MAE, RMSE, SKILL -> "%.3f";
      case MEMORY -> "%.0f";
      case PARAMETERS -> "%.0f";
      case MAPE, DIRECTION -> "%.1f";
      case MASE -> "%.4f";
    };
  }

  /** One contender in a line, for whoever waits for the others. */
  public static String line(Row row) {
    return row.failure()
        .map(why -> row.label() + ": " + why)
        .orElseGet(
            () ->
                "%s: MASE %s, %s s to train, %s ms to forecast"
                    .formatted(
                        row.label(),
                        cell(row, Quantity.MASE),
                        cell(row, Quantity.TRAIN_SECONDS),
                        cell(row, Quantity.INFERENCE_P50)));
  }

  /** A line per contender and seed. */
  public String csv() {
    StringBuilder csv = new StringBuilder("contender,seed");
    for (Quantity quantity : Quantity.values()) {
      csv.append(',').append(name(quantity));
    }
    csv.append('\n');
    for (Row row : rows) {
      for (Measurement one : row.measurements()) {
        csv.append('"').append(row.label().replace("\"", "\"\"")).append("\",").append(one.seed());
        for (Quantity quantity : Quantity.values()) {
          csv.append(',');
          if (one.values().containsKey(quantity)) {
            csv.append(one.values().get(quantity));
          }
        }
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  /** Rows with mean, spread and every measurement, and the best contender of each column. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var all = json.putArray("rows");
    for (Row row : rows) {
      ObjectNode node = all.addObject().put("contender", row.label());
      row.failure().ifPresent(why -> node.put("failure", why));
      ObjectNode mean = node.putObject("mean");
      ObjectNode spread = node.putObject("spread");
      for (Quantity quantity : Quantity.values()) {
        row.mean(quantity).ifPresent(value -> mean.put(name(quantity), value));
        row.spread(quantity).ifPresent(value -> spread.put(name(quantity), value));
      }
      var seeds = node.putArray("measurements");
      row.measurements().forEach(one -> seeds.add(measurement(one)));
    }
    ObjectNode leaders = json.putObject("best");
    best.forEach((quantity, row) -> leaders.put(name(quantity), row.label()));
    return json;
  }

  static ObjectNode measurement(Measurement measurement) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("seed", measurement.seed());
    measurement.values().forEach((quantity, value) -> node.put(name(quantity), value));
    return node;
  }

  /** Reads what {@link #measurement(Measurement)} wrote. */
  static Measurement measurement(JsonNode node) {
    Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      if (node.path(name(quantity)).isNumber()) {
        values.put(quantity, node.path(name(quantity)).asDouble());
      }
    }
    return new Measurement(node.path("seed").asLong(), values);
  }

  private static String name(Quantity quantity) {
    return quantity.name().toLowerCase(Locale.ROOT);
  }
}
