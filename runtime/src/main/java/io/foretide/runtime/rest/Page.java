package io.foretide.runtime.rest;

import java.util.List;

/** A part of a list. */
public record Page<T>(
    @Says("Those asked for, in order.") List<T> items,
    @Says("How many there are in all.") int total,
    @Says("How many were asked for.") int limit,
    @Says("How many were passed over.") int offset) {
  public Page {
    items = List.copyOf(items);
  }
}
