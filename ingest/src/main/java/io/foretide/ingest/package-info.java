/**
 * The ingest service: CSV documents on {@code csv.uploads} become merged blocks on {@code
 * series.blocks}, one receipt each on {@code ingest.receipts}, and rejects on {@code
 * ingest.rejects}.
 *
 * <p>Three stages, one Kafka Streams application, exactly once: {@link
 * io.foretide.ingest.ReadStage} reads documents and groups their rows, {@link
 * io.foretide.ingest.MergeStage} merges groups into blocks, {@link io.foretide.ingest.ReceiptStage}
 * adds up what became of the rows.
 */
package io.foretide.ingest;
