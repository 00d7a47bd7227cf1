package io.foretide.trainer;

/**
 * Names a run by the coordinates of its request, so that a request that is delivered twice is the
 * same run twice.
 */
record RunId(int partition, long offset) {
  /** {@code run-<partition>-<offset>}. */
  String text() {
    return "run-" + partition + "-" + offset;
  }

  @Override
  public String toString() {
    return text();
  }
}
