package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.runtime.http.ApiKeys;
import io.foretide.runtime.rest.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages of other addresses, and what a browser needs to be told before it lets them ask. */
class GuestPagesTest {
  private static final String SHOP = "https://shop.example";
  private static final String ALLOW = "Access-Control-Allow-Origin";

  @Test
  void aPageOfAConfiguredAddressMayAskAndBringsItsOwnKey() {
    String key = ApiKeys.make();
    try (Registry registry =
        Registry.start(
            Map.of(
                "http.origins",
                "http://localhost:3000, " + SHOP,
                "access",
                "on",
                "access.key.otto",
                ApiKeys.configured(Role.OPERATOR, key)))) {
      HttpResponse<String> before =
          registry.send(
              from(registry, "/models/train", SHOP)
                  .header("Access-Control-Request-Method", "POST")
                  .header("Access-Control-Request-Headers", "authorization,content-type")
                  .method("OPTIONS", BodyPublishers.noBody()));
      assertThat(before.statusCode()).isEqualTo(204);
      assertThat(before.headers().firstValue(ALLOW)).hasValue(SHOP);
      assertThat(before.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
          .contains("POST");
      assertThat(before.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
          .contains("Authorization", "Last-Event-ID");

      assertError(train(registry, from(registry, "/models/train", SHOP)), 401, "FT-1920", "key");
      HttpResponse<String> asked =
          train(
              registry,
              from(registry, "/models/train", SHOP).header("Authorization", "Bearer " + key));
      assertError(asked, 404, "FT-1601", "sales");
      assertThat(asked.headers().firstValue(ALLOW)).as("errors can be read too").hasValue(SHOP);
      assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(asked.headers().allValues("Vary")).contains("Origin");
    }
  }

  @Test
  void aPageOfAnyOtherAddressIsToldNothing() {
    try (Registry registry = Registry.start(Map.of("http.origins", SHOP))) {
      for (String origin :
          new String[] {"https://evil.example", SHOP + ".evil.example", "http://shop.example"}) {
        HttpResponse<String> page =
            registry.send(from(registry, "/dashboard/retrain.js", origin).GET());
        assertThat(page.headers().firstValue(ALLOW)).as(origin).isEmpty();
        assertError(
            train(registry, from(registry, "/models/train", origin)), 403, "FT-1923", origin);
      }
    }
  }

  private static HttpResponse<String> train(Registry registry, HttpRequest.Builder request) {
    return registry.sendHeld(
        "POST", request.POST(BodyPublishers.ofString("{\"model\": \"sales\"}")));
  }

  /** As a browser sends it for another site's page. */
  private static HttpRequest.Builder from(Registry registry, String path, String origin) {
    return registry.request(path).header("Origin", origin).header("Sec-Fetch-Site", "cross-site");
  }
}
