/** The neural kinds. What they fit is an ONNX model: serving one needs nothing from here. */
package io.foretide.neural;
