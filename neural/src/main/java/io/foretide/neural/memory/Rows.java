package io.foretide.neural.memory;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix in native memory, or a block of a larger one.
 *
 * @param apart floats from the beginning of a row to that of the next
 */
public record Rows(FloatPointer first, int apart) {}
