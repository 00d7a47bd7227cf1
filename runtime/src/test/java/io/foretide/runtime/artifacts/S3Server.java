package io.foretide.runtime.artifacts;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.runtime.ServiceConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * S3Proxy over a folder, in a JVM of its own: its one jar holds another version of the client that
 * is tested here.
 */
final class S3Server implements AutoCloseable {
  static final String ACCESS_KEY = "the-access-key";
  static final String SECRET_KEY = "a-secret-that-nobody-may-read";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Skips the test where the build has not laid the jar by. */
  static S3Server start(Path folder) throws IOException {
    Path jar = Path.of(System.getProperty("foretide.s3proxy", "target/s3proxy/s3proxy.jar"));
    assumeTrue(Files.isRegularFile(jar), "no S3Proxy at " + jar + "; mvn test puts it there");
    int port = freePort();
    Path settings = folder.resolve("s3proxy.properties");
    Path objects = Files.createDirectory(folder.resolve("objects"));
    Files.write(
        settings,
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + ACCESS_KEY,
            "s3proxy.credential=" + SECRET_KEY,
            // As its image has it; the jar alone takes no more than 32 MB at once.
            "s3proxy.v4-max-non-chunked-request-size=" + (128 << 20),
            "jclouds.provider=filesystem-nio2",
            "jclouds.identity=none",
            "jclouds.credential=none",
            "jclouds.filesystem.basedir=" + objects));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-DLOG_LEVEL=warn",
                "-jar",
                jar.toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    S3Server server = new S3Server(process, port);
    try {
      await("S3Proxy listens").atMost(PATIENCE).until(server::listens);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Settings of a store in this server; {@code changes} is names and values in turn. */
  ServiceConfig config(String where, String... changes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("artifacts", where);
    settings.put("s3.endpoint", "http://127.0.0.1:" + port);
    settings.put("s3.access.key", ACCESS_KEY);
    settings.put("s3.secret.key", SECRET_KEY);
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return ServiceConfig.of(settings);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new IllegalStateException("S3Proxy ended with status " + process.exitValue());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
