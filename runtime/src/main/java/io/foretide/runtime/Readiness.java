package io.foretide.runtime;

/**
 * How a service is.
 *
 * @param live false only if a restart is the way out
 * @param ready whether it does its work right now
 * @param detail for a person
 */
public record Readiness(boolean live, boolean ready, String detail) {
  public static Readiness ready(String detail) {
    return new Readiness(true, true, detail);
  }

  public static Readiness starting(String detail) {
    return new Readiness(true, false, detail);
  }

  public static Readiness dead(String detail) {
    return new Readiness(false, false, detail);
  }
}
