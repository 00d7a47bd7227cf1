package io.foretide.models.allocation;

/**
 * An asset of a portfolio.
 *
 * @param series its id as text
 * @param weight its share
 * @param mean expected log return of a bar
 * @param deviation of that log return, positive
 */
record Holding(String series, double weight, double mean, double deviation) {}
