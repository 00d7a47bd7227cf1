package io.foretide.models.kind;

/** The data cannot carry the kind that was asked for; the message says what it would need. */
public final class FitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FitException(String message) {
    super(message);
  }
}
