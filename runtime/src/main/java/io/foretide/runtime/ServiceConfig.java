package io.foretide.runtime;

import io.foretide.schemas.topics.Wire;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of a service, as dotted names. Later ones win: defaults, a properties file,
 * environment variables ({@code FORETIDE_HTTP_PORT} is {@code http.port}), what the caller
 * overrides.
 *
 * <p>Everything under {@code kafka.} goes to every Kafka client as it is, and everything under
 * {@code schema.registry.} to the registry's client: that is where security settings belong. {@link
 * #toString} hides secrets.
 */
public final class ServiceConfig {
  private static final String ENVIRONMENT_PREFIX = "FORETIDE_";
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "bootstrap.servers", "localhost:9092",
          "schema.registry.url", "http://localhost:8081",
          "topic.prefix", "",
          "topic.replication", "1",
          "http.host", "127.0.0.1",
          "http.port", "8080",
          "data.dir", "data",
          "artifacts", "");

  private final Map<String, String> values;

  private ServiceConfig(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  public static ServiceConfig of(Map<String, String> overrides) {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    values.putAll(overrides);
    return new ServiceConfig(values);
  }

  /**
   * @throws CodedException FT-1301 if the file cannot be read
   */
  public static ServiceConfig load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    Map<String, String> values = new HashMap<>();
    file.ifPresent(path -> values.putAll(read(path)));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            values.put(
                name.substring(ENVIRONMENT_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.'),
                value);
          }
        });
    values.putAll(overrides);
    return of(values);
  }

  private static Map<String, String> read(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new CodedException(
          "FT-1301", "configuration file " + path + " cannot be read: " + e.getMessage(), e);
    }
    Map<String, String> values = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name).strip()));
    return values;
  }

  /** The same settings with some replaced. */
  public ServiceConfig with(Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(overrides);
    return new ServiceConfig(all);
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  /** The settings under a prefix, by what follows it. */
  public Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && !value.isBlank()) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  public String get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1302",
                    "setting "
                        + name
                        + " is missing; give it in the file, or as "
                        + environmentName(name)));
  }

  public int getInt(String name, int otherwise) {
    return (int) getLong(name, otherwise);
  }

  public long getLong(String name, long otherwise) {
    String text = values.get(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new CodedException(
          "FT-1303", "setting " + name + " is a whole number, not \"" + text + "\"", e);
    }
  }

  public Path dataDir() {
    return Path.of(get("data.dir"));
  }

  /** Names this process on topics: {@code instance}, or else the host and process id. */
  public String instance() {
    return find("instance").orElseGet(ServiceConfig::hostAndProcess);
  }

  /** A new connection to the topics and their schemas; the caller closes it. */
  public Wire wire() {
    Map<String, String> client = new HashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith("schema.registry.") && !name.equals("schema.registry.url")) {
            client.put(name.substring("schema.registry.".length()), value);
          }
        });
    return new Wire(get("schema.registry.url"), values.getOrDefault("topic.prefix", ""), client);
  }

  /** What every Kafka client of this service starts from. */
  public Map<String, Object> kafka() {
    Map<String, Object> client = new HashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith("kafka.")) {
            client.put(name.substring("kafka.".length()), value);
          }
        });
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, get("bootstrap.servers"));
    return client;
  }

  /** A producer that loses nothing: all replicas, idempotent, compressed. */
  public Map<String, Object> producer() {
    Map<String, Object> client = kafka();
    client.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
    client.putIfAbsent(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    client.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    client.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 17 << 20);
    return client;
  }

  /** A consumer that sees committed records only, from the beginning if it has no position. */
  public Map<String, Object> consumer() {
    Map<String, Object> client = kafka();
    client.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.putIfAbsent(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return client;
  }

  public Admin admin() {
    Map<String, Object> client = kafka();
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    return Admin.create(client);
  }

  /**
   * Creates the topics and registers the schemas that are missing: every service does this before
   * it starts.
   */
  public void prepareTopics() throws InterruptedException {
    try (Wire wire = wire();
        Admin admin = admin()) {
      wire.createTopics(admin, (short) getInt("topic.replication", 1));
      wire.registerSchemas();
    }
  }

  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>();
    values.forEach((name, value) -> shown.put(name, isSecret(name) ? "***" : value));
    return shown.toString();
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password")
        || lower.contains("secret")
        || lower.contains("jaas")
        || lower.contains("token")
        || lower.contains("auth.user.info")
        || lower.contains("access.key")
        || lower.equals("key");
  }

  private static String environmentName(String name) {
    return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static String hostAndProcess() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return host + "-" + ProcessHandle.current().pid();
  }
}
