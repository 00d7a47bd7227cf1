package io.foretide.neural.training;

/**
 * How long and how fast to learn.
 *
 * @param epochs at most so many
 * @param batchSize windows per step of the optimiser
 * @param windowsPerEpoch drawn anew for every epoch, without replacement
 * @param learningRate of Adam at the start; halved when the validation loss stands still
 * @param patience epochs without a better validation loss after which it ends
 * @param validation the last share of the time range, on which early stopping is judged
 * @param weighting the unit of the loss
 */
public record TrainingPlan(
    int epochs,
    int batchSize,
    int windowsPerEpoch,
    double learningRate,
    int patience,
    double validation,
    Weighting weighting) {}
