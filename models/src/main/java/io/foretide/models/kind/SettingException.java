package io.foretide.models.kind;

/**
 * A setting is unknown, malformed or out of range; the message names it and says what is accepted.
 */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
