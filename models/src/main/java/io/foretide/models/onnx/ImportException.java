package io.foretide.models.onnx;

/** A file made elsewhere cannot be served as it was declared; the message says what to change. */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  ImportException(String code, String message) {
    super(message);
    this.code = code;
  }

  ImportException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** {@code FT-243x}. */
  public String code() {
    return code;
  }
}
