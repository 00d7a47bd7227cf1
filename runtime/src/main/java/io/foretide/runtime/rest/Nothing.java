package io.foretide.runtime.rest;

/** No parameters, or no body. */
public record Nothing() {
  public static final Nothing HERE = new Nothing();
}
