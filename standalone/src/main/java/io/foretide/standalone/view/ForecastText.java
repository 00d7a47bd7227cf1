package io.foretide.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer of {@code POST /forecast} for a person. */
public final class ForecastText {
  private ForecastText() {}

  /**
   * @param answer as the forecaster gives it
   */
  public static String table(JsonNode answer) {
    return answer.toPrettyString() + System.lineSeparator();
  }
}
