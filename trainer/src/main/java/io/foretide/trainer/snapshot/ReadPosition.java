package io.foretide.trainer.snapshot;

/**
 * The end of what was read of a partition.
 *
 * @param offset first offset that was not read
 */
public record ReadPosition(String topic, int partition, long offset) {}
