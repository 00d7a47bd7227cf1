package io.foretide.runtime;

/**
 * A failure that a user can meet and mend: a stable code (FT-nnnn), what is wrong, where, and what
 * to do. Codes: 11xx uploads refused, 12xx rows rejected, 13xx configuration, 14xx training, 15xx
 * serving, 16xx models and versions, 17xx the command line, 18xx artifacts, 19xx the HTTP surface.
 */
public class CodedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public CodedException(String code, String message) {
    super(message);
    this.code = code;
  }

  public CodedException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** {@code FT-1203 what is wrong}: how a person sees it. */
  public String line() {
    return code + " " + getMessage();
  }
}
