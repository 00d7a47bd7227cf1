package io.foretide.embedded.schemaregistry;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process, for Avro. It keeps nothing of its own: all is on the topic
 * {@code _schemas}. One at a time may write to that topic.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedSchemaRegistry.class);

  private final SchemaLog schemaLog;
  private final HttpFront http;

  private EmbeddedSchemaRegistry(SchemaLog schemaLog, HttpFront http) {
    this.schemaLog = schemaLog;
    this.http = http;
  }

  /**
   * Replays the topic and serves, on localhost only.
   *
   * @param bootstrapServers the broker that has, or will get, the topic
   * @param port where to listen, or 0 for a free port
   */
  public static EmbeddedSchemaRegistry start(String bootstrapServers, int port) {
    return start(
        Map.of("bootstrap.servers", bootstrapServers),
        (short) 1,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Replays the topic and serves.
   *
   * @param kafka settings of the Kafka clients, {@code bootstrap.servers} among them
   * @param replication of the topic, if it has to be created
   * @param address where to listen, with port 0 for a free one
   */
  public static EmbeddedSchemaRegistry start(
      Map<String, Object> kafka, short replication, InetSocketAddress address) {
    RegistryState state = new RegistryState();
    SchemaLog schemaLog = SchemaLog.open(kafka, replication, state);
    try {
      Settings settings = new Settings(state, schemaLog);
      Subjects subjects = new Subjects(state, schemaLog, settings);

      Routes routes = new Routes();
      new SubjectsApi(state, subjects).addTo(routes);
      new SchemasApi(state).addTo(routes);
      new SettingsApi(settings).addTo(routes);
      routes.get("/", (r, at) -> Map.of());
      routes.get("/contexts", (r, at) -> List.of("."));

      HttpFront http = HttpFront.open(address, routes);
      log.info(
          "schema registry on http://localhost:{}, {} versions replayed",
          http.port(),
          state.all().size());
      return new EmbeddedSchemaRegistry(schemaLog, http);
    } catch (RuntimeException e) {
      schemaLog.close();
      throw e;
    }
  }

  /** What clients take as {@code schema.registry.url}. */
  public String url() {
    return "http://localhost:" + http.port();
  }

  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
    schemaLog.close();
  }
}
