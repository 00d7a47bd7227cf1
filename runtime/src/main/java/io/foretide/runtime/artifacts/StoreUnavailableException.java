package io.foretide.runtime.artifacts;

import io.foretide.runtime.CodedException;

/**
 * The store cannot be used now: it does not answer, does not know the credentials, or lacks its
 * bucket. Says nothing about any artifact, so asking again later may succeed. FT-1804.
 */
public final class StoreUnavailableException extends CodedException {
  private static final long serialVersionUID = 1L;

  StoreUnavailableException(String message, Throwable cause) {
    super("FT-1804", message, cause);
  }
}
