package io.foretide.runtime.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Against a real S3 server; each test has a bucket of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ArtifactStoreTest {
  private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);
  private static final int WRITERS = 8;

  private static final int LARGE = 40 << 20;

  private S3Server server;
  private String bucket;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    server = S3Server.start(folder);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void nameBucket(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    bucket = "b-" + Integer.toHexString(name.hashCode());
  }

  @Test
  void whatIsDeletedIsGoneAndNothingElse() {
    try (ArtifactStore store = made("some/prefix")) {
      String digest = store.put(CONTENT);
      String other = store.put(new byte[] {1});
      store.delete(digest);
      store.delete(digest);
      assertThatThrownBy(() -> store.get(digest)).hasMessageContaining("not in the store");
      assertThat(store.get(other)).containsExactly(1);
    }
  }

  @Test
  void whatIsStoredComesBackAndTwiceIsOnce() {
    try (ArtifactStore store = made("some/prefix")) {
      String digest = store.put(CONTENT);
      assertThat(store.put(CONTENT)).isEqualTo(digest).isEqualTo(Digest.of(CONTENT));
      assertThat(store.get(digest)).isEqualTo(CONTENT);
      assertThat(keys()).containsExactly("some/prefix/" + digest);
    }
  }

  @Test
  void anObjectWithAFlippedByteIsFound() {
    try (ArtifactStore store = made("")) {
      String digest = store.put(CONTENT);
      byte[] flipped = CONTENT.clone();
      flipped[3] ^= 1;
      try (S3Client s3 = client()) {
        s3.putObject(r -> r.bucket(bucket).key(digest), RequestBody.fromBytes(flipped));
      }
      assertThat(failure(() -> store.get(digest)).code()).isEqualTo("FT-1802");
    }
  }

  @Test
  void aMissingObjectIsMissingAndNotAnOutage() {
    try (ArtifactStore store = made("")) {
      store.put(CONTENT);
      assertThat(failure(() -> store.get("0".repeat(64))).code()).isEqualTo("FT-1801");
    }
  }

  @Test
  void nothingButADigestBecomesAKey() {
    try (ArtifactStore store = made("")) {
      assertThat(failure(() -> store.get("../" + "0".repeat(61))).code()).isEqualTo("FT-1803");
    }
  }

  @Test
  void wrongCredentialsAreSaidToBeWrongWithoutBeingSaid() {
    String digest;
    try (ArtifactStore store = made("")) {
      digest = store.put(CONTENT);
    }
    String wrong = "a-wrong-secret-that-nobody-may-read-either";
    for (ServiceConfig config :
        List.of(
            server.config(where(""), "s3.secret.key", wrong),
            server.config(where(""), "s3.access.key", "nobody"))) {
      try (ArtifactStore store = ArtifactStore.open(config)) {
        for (CodedException refused :
            List.of(failure(() -> store.get(digest)), failure(() -> store.put(CONTENT)))) {
          assertThat(refused).isInstanceOf(StoreUnavailableException.class);
          assertThat(refused.line()).startsWith("FT-1804").contains("403", "s3.secret.key");
          assertThat(trace(refused)).doesNotContain(wrong, S3Server.SECRET_KEY);
        }
      }
    }
  }

  @Test
  void aLargeArtifactComesBack() {
    byte[] large = new byte[LARGE];
    new Random(7).nextBytes(large);
    try (ArtifactStore store = made("")) {
      assertThat(Digest.of(store.get(store.put(large)))).isEqualTo(Digest.of(large));
    }
  }

  @Test
  void writersOfOneDigestDoNotMeetNorTheirReaders() throws Exception {
    byte[] content = new byte[1 << 20];
    new Random(8).nextBytes(content);
    try (ArtifactStore store = made("")) {
      String digest = store.put(content);
      atOnce(
          () -> {
            assertThat(store.put(content)).isEqualTo(digest);
            assertThat(store.get(digest)).isEqualTo(content);
            return digest;
          });
      assertThat(keys()).containsExactly(digest);
    }
  }

  @Test
  void trainersThatAllBringTheBucketAlongAllSucceed() throws Exception {
    List<String> digests =
        atOnce(
            () -> {
              try (ArtifactStore store = made("")) {
                return store.put(CONTENT);
              }
            });
    assertThat(digests).hasSize(WRITERS).containsOnly(Digest.of(CONTENT));
  }

  @Test
  void aMissingBucketIsNotMadeUnasked() {
    try (ArtifactStore store = ArtifactStore.open(server.config(where("")))) {
      for (CodedException missing :
          List.of(
              failure(() -> store.put(CONTENT)),
              failure(() -> store.put(new byte[LARGE])),
              failure(() -> store.get(Digest.of(CONTENT))))) {
        assertThat(missing).isInstanceOf(StoreUnavailableException.class);
        assertThat(missing.getMessage()).contains(bucket, "s3.create.bucket");
      }
    }
    try (S3Client s3 = client()) {
      assertThat(s3.listBuckets().buckets()).noneMatch(b -> b.name().equals(bucket));
    }
  }

  @Test
  void aStoreThatDoesNotAnswerIsUnavailable() throws IOException {
    String nobody = "http://127.0.0.1:" + S3Server.freePort();
    try (ArtifactStore store =
        ArtifactStore.open(server.config(where(""), "s3.endpoint", nobody))) {
      assertThat(failure(() -> store.get(Digest.of(CONTENT))))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(where(""));
    }
  }

  @Test
  void aPlaceWithoutABucketIsAMistakeInTheSettings() {
    assertThatThrownBy(() -> ArtifactStore.open(server.config("s3:///prefix")))
        .isInstanceOf(CodedException.class)
        .hasMessageContaining("s3://bucket/prefix");
  }

  private String where(String prefix) {
    return "s3://" + bucket + "/" + prefix;
  }

  /** A store that makes its bucket. */
  private ArtifactStore made(String prefix) {
    return ArtifactStore.open(server.config(where(prefix), "s3.create.bucket", "true"));
  }

  private List<String> keys() {
    try (S3Client s3 = client()) {
      return s3.listObjectsV2(r -> r.bucket(bucket)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  private S3Client client() {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(server.config(where("")).get("s3.endpoint")))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
        .build();
  }

  private static CodedException failure(Callable<?> request) {
    return catchThrowableOfType(CodedException.class, request::call);
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Runs the task on several threads that start together. */
  private static <T> List<T> atOnce(Callable<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
