package io.foretide.ingest.csv;

/** In which order a document writes the parts of a date. */
public enum DateOrder {
  /** {@code 2021-01-31}, {@code 20210131}, {@code 2021-W04}; also {@code 31 Jan 2021}. */
  YEAR_FIRST,
  /** {@code 2021-01}, {@code Jan 2021}, {@code 2021-Q1}: stands for the first day of it. */
  WITHOUT_DAY,
  /** {@code 31.01.2021}, {@code 31/01/2021}. */
  DAY_FIRST,
  /** {@code 01/31/2021}. */
  MONTH_FIRST,
  /** Seconds since 1970-01-01 UTC. */
  EPOCH_SECONDS,
  /** Milliseconds since 1970-01-01 UTC. */
  EPOCH_MILLIS
}
