package io.foretide.runtime.rest;

import java.util.List;
import java.util.function.Function;

/** Which part of a list is wanted. */
public record Paging(
    @Says(value = "How many at most.", otherwise = "50", min = 1, max = 1000) int limit,
    @Says(value = "How many to pass over.", otherwise = "0", min = 0, max = Integer.MAX_VALUE)
        int offset) {
  public <T> Page<T> of(List<T> all) {
    return of(all, Function.identity());
  }

  /** Only what is shown is turned into what is shown. */
  public <S, T> Page<T> of(List<S> all, Function<S, T> view) {
    int from = Math.min(offset, all.size());
    int to = (int) Math.min((long) from + limit, all.size());
    return new Page<>(all.subList(from, to).stream().map(view).toList(), all.size(), limit, offset);
  }
}
