package io.foretide.embedded.schemaregistry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foretide.embedded.schemaregistry.Routes.RawJson;
import io.foretide.runtime.CodedException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts routes on a port. The JDK's own server: it starts in milliseconds and, unlike Jetty, takes
 * subjects with an encoded slash in the path.
 */
final class HttpFront implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpFront.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int THREADS = 4;

  static {
    // Without it every answer waits for the client's delayed ACK: 40 ms each.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService workers;
  private final Routes routes;

  private HttpFront(HttpServer server, Routes routes) {
    this.server = server;
    this.routes = routes;
    this.workers =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "schema-registry-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @param address with port 0 for a free one
   * @throws CodedException FT-1313 if nothing can listen there
   */
  static HttpFront open(InetSocketAddress address, Routes routes) {
    try {
      HttpServer server = HttpServer.create(address, 0);
      HttpFront front = new HttpFront(server, routes);
      server.createContext("/", front::handle);
      server.setExecutor(front.workers);
      server.start();
      return front;
    } catch (BindException e) {
      throw new CodedException(
          "FT-1313",
          "port "
              + address.getPort()
              + " is taken; stop what listens there, or choose another with --registry-port",
          e);
    } catch (IOException e) {
      throw new CodedException("FT-1313", "cannot listen on " + address + ": " + e, e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      byte[] answer;
      try {
        Object result = routes.answer(Request.of(exchange));
        answer =
            result instanceof RawJson raw
                ? raw.text().getBytes(StandardCharsets.UTF_8)
                : JSON.writeValueAsBytes(result);
      } catch (ApiError e) {
        status = e.status();
        answer = error(e.code(), e.getMessage());
      } catch (RuntimeException e) {
        log.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        status = 500;
        answer = error(500, "Internal Server Error: " + e);
      }
      exchange.getResponseHeaders().set("Content-Type", contentType(exchange));
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** The registry's own type, unless the client asks for plain JSON alone. */
  private static String contentType(HttpExchange exchange) {
    String accepted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
    return accepted.contains("application/json") && !accepted.contains("vnd.schemaregistry")
        ? "application/json"
        : "application/vnd.schemaregistry.v1+json";
  }

  private static byte[] error(int code, String message) throws IOException {
    return JSON.writeValueAsBytes(Map.of("error_code", code, "message", message));
  }
}
