package io.foretide.embedded.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
public final class Ports {
  private Ports() {}

  /** A port that nobody listens on at this moment. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The preferred port if nobody listens on it, or else any free one. */
  public static int freeOr(int preferred) {
    try (ServerSocket socket = new ServerSocket()) {
      bind(socket, preferred);
      return preferred;
    } catch (IOException e) {
      return free();
    }
  }

  /**
   * Fails early and clearly where the server itself would fail late and obscurely.
   *
   * @throws io.foretide.runtime.CodedException FT-1310 if something listens on the port
   */
  static void requireFree(int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      bind(socket, port);
    } catch (IOException e) {
      throw StartFailures.portTaken(port, e);
    }
  }

  /** As a server binds: a port whose last user has just gone is free. */
  private static void bind(ServerSocket socket, int port) throws IOException {
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}
