/**
 * Rows become blocks. A block of a series is a grid of cells, each with the stamp of the latest
 * write to it; merging writes into cells and takes the later stamp, so it may happen in any order,
 * any number of times, split in any way, and gives the same block.
 */
package io.foretide.ingest.merge;
