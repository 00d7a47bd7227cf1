package io.foretide.neural.bricks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Bricks as JSON, which is how a saved network remembers what it was built of. */
public final class BrickJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BrickJson() {}

  public static String write(Brick brick) {
    try {
      return JSON.writeValueAsString(brick);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a brick is always writable", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text describes no brick; the message says where
   */
  public static Brick read(String json) {
    try {
      return JSON.readValue(json, Brick.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no brick: " + e.getMessage(), e);
    }
  }
}
