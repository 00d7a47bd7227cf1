package io.foretide.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** An answer of {@code POST /forecast} for a person: a table, and what to order. */
public final class ForecastText {
  private static final int DATE = "yyyy-MM-dd".length();
  private static final int TO_THE_MINUTE = "yyyy-MM-ddThh:mm".length();

  private ForecastText() {}

  /** The whole answer: who says it, the steps, the advice. */
  public static String of(JsonNode answer) {
    return heading(answer) + System.lineSeparator() + table(answer) + advice(answer);
  }

  /** {@code sales/3 (hybrid), champion: 2 series summed, from 2025-12-31}. */
  public static String heading(JsonNode answer) {
    int series = answer.path("series_count").asInt();
    return "%s/%d (%s), %s: %s, after %s"
        .formatted(
            answer.path("model").asText(),
            answer.path("version").asInt(),
            answer.path("kind").asText(),
            answer.path("alias").asText(),
            series == 1 ? answer.path("series").path(0).asText() : series + " series summed",
            time(answer, answer.path("cutoff").asText()));
  }

  private static String table(JsonNode answer) {
    Table table = new Table("time", "lower 95 %", "mean", "upper 95 %");
    for (int h = 0; h < answer.path("mean").size(); h++) {
      table.row(
          time(answer, answer.path("times").path(h).asText()),
          number(answer.path("lower95").path(h)),
          number(answer.path("mean").path(h)),
          number(answer.path("upper95").path(h)));
    }
    return table.toString();
  }

  /** One line on what to order; empty where the target is not demand. */
  public static String advice(JsonNode answer) {
    JsonNode a = answer.path("advice");
    if (a.isMissingNode()) {
      return answer.hasNonNull("note") ? answer.get("note").asText() + System.lineSeparator() : "";
    }
    return String.format(
        Locale.ROOT,
        "lead time %d steps, service level %.0f %%: reorder at %.1f, safety stock %.1f, order %.1f%n",
        a.path("lead_time_steps").asInt(),
        100 * a.path("service_level").asDouble(),
        a.path("reorder_point").asDouble(),
        a.path("safety_stock").asDouble(),
        a.path("order_quantity").asDouble());
  }

  private static String time(JsonNode answer, String instant) {
    boolean whole = !answer.path("step").asText().startsWith("PT");
    int length = whole ? DATE : Math.min(TO_THE_MINUTE, instant.length());
    return instant.substring(0, Math.min(length, instant.length()));
  }

  static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.1f", value.asDouble()) : "-";
  }
}
