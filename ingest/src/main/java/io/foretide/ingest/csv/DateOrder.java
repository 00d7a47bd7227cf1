package io.foretide.ingest.csv;

/** In which order a document writes the parts of a date. */
public enum DateOrder {
  /** {@code 2021-01-31}, and everything else that puts a year of four digits first. */
  YEAR_FIRST,
  /** {@code 31.01.2021}, {@code 31/01/2021}. */
  DAY_FIRST,
  /** {@code 01/31/2021}. */
  MONTH_FIRST,
  /** Seconds since 1970-01-01 UTC. */
  EPOCH_SECONDS,
  /** Milliseconds since 1970-01-01 UTC. */
  EPOCH_MILLIS
}
