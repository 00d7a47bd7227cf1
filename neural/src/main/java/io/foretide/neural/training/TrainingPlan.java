package io.foretide.neural.training;

/**
 * How long and how fast to learn.
 *
 * @param epochs at most so many
 * @param batchSize windows per step of the optimiser
 * @param windowsPerEpoch drawn anew for every epoch, without replacement
 * @param learningRate of Adam
 * @param patience epochs without a better validation loss after which it ends
 * @param validation the last share of the time range, on which early stopping is judged
 * @param point what is forecast beside the quantiles
 * @param weighting the unit of the loss
 * @param pace how the learning rate changes
 * @param weightDecay share of a weight, times the rate, that a step takes off it, beside Adam's
 *     step (Loshchilov and Hutter 2019); biases stay
 * @param threads that share a batch; another number gives another model, by rounding and by what is
 *     dropped out
 */
public record TrainingPlan(
    int epochs,
    int batchSize,
    int windowsPerEpoch,
    double learningRate,
    int patience,
    double validation,
    Point point,
    Weighting weighting,
    Pace pace,
    double weightDecay,
    int threads) {}
