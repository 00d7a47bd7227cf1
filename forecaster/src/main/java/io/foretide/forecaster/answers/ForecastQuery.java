package io.foretide.forecaster.answers;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.runtime.CodedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What somebody asks for. Every field may be left out; what is not one of the fields filters the
 * series by the identity column or attribute of that name.
 *
 * @param filters wanted values by column; any of them will do
 * @param levels quantile levels, ascending; empty asks for the published ones
 */
record ForecastQuery(
    Optional<String> model,
    String alias,
    OptionalDouble days,
    OptionalDouble leadTimeDays,
    double serviceLevel,
    OptionalDouble onHand,
    List<Double> levels,
    Map<String, List<String>> filters) {
  static final Set<String> FIELDS =
      Set.of("model", "alias", "days", "lead_time_days", "service_level", "on_hand", "levels");

  ForecastQuery {
    levels = List.copyOf(levels);
    filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
  }

  /**
   * @throws CodedException FT-1505 if a field has no sensible value
   */
  static ForecastQuery of(JsonNode body, double defaultServiceLevel) {
    if (!body.isObject()) {
      throw new CodedException(
          "FT-1505", "ask with a JSON object, such as {\"days\": 28, \"product_id\": \"P001\"}");
    }
    Map<String, List<String>> filters = new LinkedHashMap<>();
    body.fields()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field.getKey()) && !field.getValue().isNull()) {
                filters.put(field.getKey(), values(field.getKey(), field.getValue()));
              }
            });
    OptionalDouble serviceLevel = number(body, "service_level", 0.5, 0.999);
    return new ForecastQuery(
        text(body, "model"),
        text(body, "alias").orElse("champion"),
        number(body, "days", Double.MIN_VALUE, 36_525),
        number(body, "lead_time_days", Double.MIN_VALUE, 36_525),
        serviceLevel.orElse(defaultServiceLevel),
        number(body, "on_hand", -1e15, 1e15),
        levels(body.path("levels")),
        filters);
  }

  private static Optional<String> text(JsonNode body, String field) {
    return body.hasNonNull(field) ? Optional.of(body.get(field).asText()) : Optional.empty();
  }

  private static OptionalDouble number(JsonNode body, String field, double least, double most) {
    if (!body.hasNonNull(field)) {
      return OptionalDouble.empty();
    }
    double value = number(body.get(field));
    if (!(value >= least && value <= most)) {
      throw new CodedException(
          "FT-1505",
          "%s is a number %s, not %s"
              .formatted(
                  field,
                  least == Double.MIN_VALUE ? "above 0" : "from " + least + " to " + most,
                  body.get(field)));
    }
    return OptionalDouble.of(value);
  }

  /** Numbers may come as text: that is how a query string has them. */
  private static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    try {
      return value.isTextual() ? Double.parseDouble(value.asText().strip()) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static List<Double> levels(JsonNode given) {
    List<JsonNode> all = new ArrayList<>();
    if (given.isArray()) {
      given.forEach(all::add);
    } else if (!given.isMissingNode() && !given.isNull()) {
      all.add(given);
    }
    List<Double> levels = all.stream().map(ForecastQuery::number).sorted().distinct().toList();
    if (levels.stream().anyMatch(level -> !(level > 0 && level < 1))) {
      throw new CodedException(
          "FT-1505", "levels are numbers within (0, 1), such as [0.1, 0.5, 0.9], not " + given);
    }
    return levels;
  }

  private static List<String> values(String field, JsonNode given) {
    List<String> values = new ArrayList<>();
    if (given.isArray()) {
      given.forEach(value -> values.add(value.asText()));
    } else {
      values.add(given.asText());
    }
    if (given.isObject() || values.isEmpty()) {
      throw new CodedException(
          "FT-1505", "filter " + field + " is one value or a list of values, not " + given);
    }
    return values;
  }
}
