package io.foretide.ingest.csv;

/**
 * What became of a document: every line below the header is in one of the three counts, except
 * those that a quoted field with line ends in it continues.
 *
 * @param rows handed to {@link RowSink#row}
 * @param rejects handed to {@link RowSink#reject}
 * @param blanks rows with nothing in them, skipped
 */
public record Reading(long rows, long rejects, long blanks) {}
