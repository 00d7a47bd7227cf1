/**
 * One uploaded document becomes typed rows with line numbers, and rejects. {@link
 * io.foretide.ingest.csv.CsvDocument#sniff} decides once how a document is written; {@link
 * io.foretide.ingest.csv.CsvDocument#read} reads it, and any later part of it, in that dialect.
 *
 * <p>Nothing here knows Kafka, merges or keeps anything between documents.
 */
package io.foretide.ingest.csv;
