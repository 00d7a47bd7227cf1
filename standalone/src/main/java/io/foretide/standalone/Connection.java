package io.foretide.standalone;

import io.foretide.runtime.ServiceConfig;
import io.foretide.standalone.client.RestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command finds Foretide: the options that most commands share. */
final class Connection {
  private static final Path DEFAULT_FILE = Path.of("foretide.properties");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file; foretide.properties in this folder is read by itself.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka broker (localhost:9092).")
  private Optional<String> bootstrap = Optional.empty();

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Schema registry (http://localhost:8081).")
  private Optional<String> schemaRegistry = Optional.empty();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Foretide's HTTP port (http://localhost:8080).")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "API key, where one is asked for; better in FORETIDE_KEY than here.")
  private Optional<String> key = Optional.empty();

  @Option(names = "--prefix", paramLabel = "TEXT", description = "Prefix of every topic (none).")
  private Optional<String> prefix = Optional.empty();

  /** File, environment and options together, the later the stronger. */
  ServiceConfig config() {
    Map<String, String> options = new HashMap<>();
    bootstrap.ifPresent(value -> options.put("bootstrap.servers", value));
    schemaRegistry.ifPresent(value -> options.put("schema.registry.url", value));
    url.ifPresent(value -> options.put("url", value));
    key.ifPresent(value -> options.put("key", value));
    prefix.ifPresent(value -> options.put("topic.prefix", value));
    Optional<Path> read = file.or(() -> Optional.of(DEFAULT_FILE).filter(Files::isRegularFile));
    return ServiceConfig.load(read, System.getenv(), options);
  }

  /** Foretide's REST API. */
  RestClient rest() {
    ServiceConfig config = config();
    return new RestClient(config.find("url").orElse("http://localhost:8080"), config.find("key"));
  }
}
