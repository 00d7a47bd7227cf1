package io.foretide.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.rest.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, auto, false",
    "localhost, auto, false",
    "0.0.0.0, auto, true",
    "127.0.0.1, on, true",
    "0.0.0.0, off, false"
  })
  void keysAreAskedForAsSoonAsThePortIsOpenToOthers(String host, String mode, boolean required) {
    assertThat(Access.of(config(Map.of("http.host", host, "access", mode))).required())
        .isEqualTo(required);
  }

  @Test
  void withoutConfiguredKeysAnAdminsIsMadeOnceAndKeptForItsOwner() throws IOException {
    Access first = Access.of(config(Map.of("access", "on")));
    String key = Files.readString(data.resolve("admin.key"));
    assertThat(first.admit(Optional.of(key), Role.ADMIN).name()).hasValue("admin");
    Access second = Access.of(config(Map.of("access", "on")));
    assertThat(second.admit(Optional.of(key), Role.ADMIN).name()).hasValue("admin");
    if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(Files.getPosixFilePermissions(data.resolve("admin.key"))).hasSize(2);
    }
  }

  @Test
  void whatIsConfiguredGivesNoKeyAway() {
    String key = ApiKeys.make();
    ServiceConfig config =
        config(Map.of("access", "on", "access.key.ada", ApiKeys.configured(Role.ADMIN, key)));
    assertThat(ApiKeys.configured(Role.ADMIN, key)).doesNotContain(key);
    assertThat(config.toString()).contains("access.key.ada=***");
    assertThat(ApiKeys.make()).isNotEqualTo(key);
  }

  @Test
  void aMalformedSettingIsToldApart() {
    ServiceConfig config = config(Map.of("access", "on", "access.key.ada", "boss:123"));
    assertThatThrownBy(() -> Access.of(config))
        .isInstanceOf(CodedException.class)
        .hasMessageContaining("access.key.ada")
        .hasMessageContaining("foretide key");
  }

  private ServiceConfig config(Map<String, String> settings) {
    return ServiceConfig.of(Map.of("data.dir", data.toString())).with(settings);
  }
}
