/** Exponential smoothing and the Theta method: local kinds of one series each. */
package io.foretide.models.statistical;
