/** One training loop for all neural kinds: windows, loss, early stopping. */
package io.foretide.neural.training;
