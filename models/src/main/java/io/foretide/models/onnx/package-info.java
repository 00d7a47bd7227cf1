/**
 * Serving of networks: an ONNX file and a layout that says how to feed it. Whoever trained it, here
 * or elsewhere, is not known to this package.
 */
package io.foretide.models.onnx;
