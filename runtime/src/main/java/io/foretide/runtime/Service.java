package io.foretide.runtime;

import java.util.List;

/**
 * One of the services, alone in its process or composed with others. Constructed with everything it
 * needs; {@link #start} returns at once and {@link #readiness} says when it does its work.
 */
public interface Service extends AutoCloseable {
  String name();

  void start();

  /** What it answers over HTTP, besides health and metrics. */
  List<Routes> routes();

  /** Cheap enough to be asked every second. */
  Readiness readiness();

  /** Stops taking work, finishes or hands back what is in hand, and frees everything. */
  @Override
  void close();
}
