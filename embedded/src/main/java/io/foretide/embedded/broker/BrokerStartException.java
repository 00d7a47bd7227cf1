package io.foretide.embedded.broker;

import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** The broker cannot start; the message says why and what to do. */
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }

  static BrokerStartException portTaken(int port, Throwable cause) {
    return new BrokerStartException(
        "FT-7001 port "
            + port
            + " is taken; stop what listens there, or choose another with --broker-port",
        cause);
  }

  static BrokerStartException because(Throwable cause, Path folder, int port) {
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof BrokerStartException same) {
      return same;
    }
    if (cause instanceof OverlappingFileLockException) {
      return new BrokerStartException(
          "FT-7002 another process uses the data folder "
              + folder
              + "; stop it, or choose another folder with --data",
          cause);
    }
    return new BrokerStartException(
        "FT-7003 the broker on port "
            + port
            + " with data in "
            + folder
            + " did not start: "
            + text,
        cause);
  }
}
