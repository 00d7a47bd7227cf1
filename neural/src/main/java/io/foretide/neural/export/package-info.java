/** Trained networks as ONNX graphs, scaling inside, checked against DL4J before they leave. */
package io.foretide.neural.export;
