package io.foretide.runtime.rest;

import java.util.List;

/**
 * What a route answers, as a type that is there at run time too.
 *
 * @param shape how the elements come
 * @param element class of one of them
 */
public record Answer<R>(Shape shape, Class<?> element) {
  /** One, a list, or a page of a list. */
  public enum Shape {
    ONE,
    LIST,
    PAGE
  }

  public static <R> Answer<R> of(Class<R> type) {
    return new Answer<>(Shape.ONE, type);
  }

  public static <R> Answer<List<R>> list(Class<R> type) {
    return new Answer<>(Shape.LIST, type);
  }

  public static <R> Answer<Page<R>> page(Class<R> type) {
    return new Answer<>(Shape.PAGE, type);
  }
}
