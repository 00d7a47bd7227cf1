package io.foretide.forecaster.versions;

import io.foretide.runtime.CodedException;

/** A version must not go live; the code and the message say why and what to do. */
final class RefusedException extends CodedException {
  private static final long serialVersionUID = 1L;

  RefusedException(String code, String message) {
    super(code, message);
  }

  RefusedException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
