/** Native floats and the arithmetic on them: matrix products, activations, copies. */
package io.foretide.neural.memory;
