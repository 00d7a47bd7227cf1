package io.foretide.runtime.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "shop.example",
        "https://shop.example/app",
        "ftp://a.b",
        "http://x,*"
      })
  void whatIsNoAddressIsRefusedAtTheStart(String origins) {
    ServiceConfig config = ServiceConfig.of(Map.of("http.origins", origins));
    assertThatThrownBy(() -> Guests.of(config))
        .isInstanceOf(CodedException.class)
        .hasMessageContaining("http.origins");
  }
}
