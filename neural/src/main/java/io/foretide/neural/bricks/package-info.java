/**
 * What networks are built of. A {@link io.foretide.neural.bricks.Brick} is configuration: it knows
 * its parameters, makes the kernel that computes it forward and backward, and writes itself into an
 * ONNX graph. Adding one takes its class, a line in {@link io.foretide.neural.bricks.Brick} and a
 * line in the contract test.
 */
package io.foretide.neural.bricks;
