package io.foretide.ingest.csv;

/** What a column is to the series. */
public enum Role {
  /** The date or time of the observation; exactly one column. */
  DATE,
  /** A time of day that completes a {@link #DATE} column of pure dates. */
  TIME,
  /** The value to be forecast; one column, or none where everything is planned. */
  TARGET,
  /** Names the series, together with the other identity columns. */
  IDENTITY,
  /** A number that goes along: a covariate. */
  NUMBER,
  /** Text that goes along. */
  ATTRIBUTE,
  /** Says whether the row writes or retracts. */
  OPERATION,
  /** Not read: a column without a name. */
  IGNORED
}
