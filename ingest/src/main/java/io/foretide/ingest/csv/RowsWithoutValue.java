package io.foretide.ingest.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows without a value, of which only the end of the document tells what they are. Dated after
 * every row that has one, they say what goes along with days to come; any other lacks its value.
 */
final class RowsWithoutValue {
  private final List<Row> rows = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private long latestValue = Long.MIN_VALUE;

  /** A row that has a value. */
  void pass(Row row) {
    latestValue = Math.max(latestValue, row.epochSecond);
  }

  /** Whether a row of that time may be a plan, as far as the document has been read. */
  boolean mayBePlan(long epochSecond) {
    return epochSecond > latestValue;
  }

  /**
   * @param reject what it is told if it is no plan
   */
  void hold(Row row, Reject reject) {
    rows.add(row.copy());
    rejects.add(reject);
  }

  /** Hands out what was held, at the end of the document; returns how many rows are rejected. */
  long settle(RowSink sink) {
    long rejected = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (mayBePlan(rows.get(i).epochSecond)) {
        sink.row(rows.get(i));
      } else {
        sink.reject(rejects.get(i));
        rejected++;
      }
    }
    return rejected;
  }

  long held() {
    return rows.size();
  }
}
