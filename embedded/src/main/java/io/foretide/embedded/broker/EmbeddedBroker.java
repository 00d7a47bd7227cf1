package io.foretide.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real KRaft broker and controller in this process. What it stored is there again after a restart
 * on the same folder, an orderly one or a {@code kill -9}.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  private static final String LOOPBACK = "127.0.0.1";

  private final KafkaRaftServer server;
  private final int port;
  private final Path folder;
  private final boolean temporary;

  private EmbeddedBroker(KafkaRaftServer server, int port, Path folder, boolean temporary) {
    this.server = server;
    this.port = port;
    this.folder = folder;
    this.temporary = temporary;
  }

  /** A broker on a free port whose data is deleted when it closes. */
  public static EmbeddedBroker temporary() {
    try {
      return start(Files.createTempDirectory("foretide-broker"), LOOPBACK, 0, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A broker that keeps its data.
   *
   * @param folder where; created if absent
   * @param port port for clients on this machine, or 0 for a free one
   * @throws io.foretide.runtime.CodedException FT-1310 if the port is taken, FT-1311 if another
   *     broker uses the folder, FT-1312 otherwise
   */
  public static EmbeddedBroker at(Path folder, int port) {
    return at(folder, LOOPBACK, port);
  }

  /**
   * A broker that keeps its data.
   *
   * @param host address to listen on; 0.0.0.0 opens it to the network, where nobody is asked who
   *     they are
   */
  public static EmbeddedBroker at(Path folder, String host, int port) {
    return start(folder, host, port, false);
  }

  private static EmbeddedBroker start(Path folder, String host, int wantedPort, boolean temporary) {
    Ports.requireFree(wantedPort);
    int port = wantedPort == 0 ? Ports.free() : wantedPort;
    int controllerPort = Ports.free();
    KafkaRaftServer server = null;
    try {
      Path log = Files.createDirectories(folder.toAbsolutePath()).resolve("log");
      requireUnlocked(log);
      boolean afterKill = wasKilled(log);
      format(log);
      KafkaConfig config =
          KafkaConfig.fromProps(
              BrokerSettings.of(log, host, port, controllerPort, afterKill), false);
      long begun = System.nanoTime();
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      EmbeddedBroker.log.info(
          "broker on localhost:{} after {} ms, data in {}",
          port,
          (System.nanoTime() - begun) / 1_000_000,
          folder);
      return new EmbeddedBroker(server, port, folder, temporary);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      if (temporary) {
        delete(folder);
      }
      throw StartFailures.of(e, folder, port);
    }
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    if (temporary) {
      delete(folder);
    }
  }

  /** Asks for the lock that the server takes, before it has begun to start and to complain. */
  private static void requireUnlocked(Path log) throws IOException {
    Path lock = log.resolve(".lock");
    if (Files.exists(lock)) {
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock free = channel.tryLock()) {
        if (free == null) {
          throw new OverlappingFileLockException();
        }
      }
    }
  }

  /** An orderly end leaves a note; a first start has nothing. */
  private static boolean wasKilled(Path log) {
    return Files.exists(log.resolve("meta.properties"))
        && !Files.exists(log.resolve(".kafka_cleanshutdown"));
  }

  private static void format(Path log) throws Exception {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setNodeId(BrokerSettings.NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER)
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setMetadataLogDirectory(log.toString())
        .addDirectory(log.toString())
        .setIgnoreFormatted(true)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // The folder is the system's temporary one: left behind, it costs disk and nothing else.
      log.warn("could not delete {}: {}", folder, e.toString());
    }
  }
}
