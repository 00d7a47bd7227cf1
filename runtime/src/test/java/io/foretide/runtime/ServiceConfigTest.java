package io.foretide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceConfigTest {
  @Test
  void theCallerWinsOverTheEnvironmentOverTheFileOverTheDefaults(@TempDir Path folder)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("foretide.properties"),
            "http.port=1\nhttp.host=file\ntopic.prefix=file.\n");
    ServiceConfig config =
        ServiceConfig.load(
            Optional.of(file),
            Map.of("FORETIDE_HTTP_HOST", "environment", "FORETIDE_TOPIC_PREFIX", "environment."),
            Map.of("topic.prefix", "caller."));
    assertThat(config.getInt("http.port", 9)).isEqualTo(1);
    assertThat(config.get("http.host")).isEqualTo("environment");
    assertThat(config.get("topic.prefix")).isEqualTo("caller.");
    assertThat(config.get("bootstrap.servers")).isEqualTo("localhost:9092");
  }

  @Test
  void secretsAreNotShown() {
    ServiceConfig config =
        ServiceConfig.of(
            Map.of(
                "kafka.sasl.jaas.config",
                "hush-1",
                "kafka.ssl.keystore.password",
                "hush-2",
                "s3.secret.key",
                "hush-3",
                "schema.registry.basic.auth.user.info",
                "hush-4"));
    assertThat(config.toString()).doesNotContain("hush").contains("kafka.sasl.jaas.config=***");
    assertThat(config.kafka()).containsEntry("sasl.jaas.config", "hush-1");
  }

  @Test
  void whatIsMissingOrMalformedIsNamedWithTheWayOut() {
    ServiceConfig config = ServiceConfig.of(Map.of("http.port", "eighty"));
    assertThatThrownBy(() -> config.getInt("http.port", 1))
        .isInstanceOf(CodedException.class)
        .hasMessageContaining("http.port")
        .hasMessageContaining("eighty");
    assertThatThrownBy(() -> config.get("s3.endpoint"))
        .hasMessageContaining("FORETIDE_S3_ENDPOINT");
    assertThatThrownBy(
            () -> ServiceConfig.load(Optional.of(Path.of("no-such-file")), Map.of(), Map.of()))
        .hasMessageContaining("no-such-file");
  }
}
