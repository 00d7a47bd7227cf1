package io.foretide.embedded.broker;

import io.foretide.runtime.CodedException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Why the broker cannot start, and what to do. */
final class StartFailures {
  private StartFailures() {}

  static CodedException portTaken(int port, Throwable cause) {
    return new CodedException(
        "FT-1310",
        "port " + port + " is taken; stop what listens there, or choose another with --broker-port",
        cause);
  }

  static CodedException of(Exception cause, Path folder, int port) {
    if (cause instanceof CodedException coded) {
      return coded;
    }
    if (cause instanceof OverlappingFileLockException) {
      return new CodedException(
          "FT-1311",
          "another process uses the data folder "
              + folder
              + "; stop it, or choose another folder with --data",
          cause);
    }
    return new CodedException(
        "FT-1312",
        "the broker on port "
            + port
            + " with data in "
            + folder
            + " did not start: "
            + cause.getMessage(),
        cause);
  }
}
