package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages as they come over HTTP; what they do is for a browser to tell. */
class DashboardTest {
  private static final Pattern IMPORT = Pattern.compile("(?:from|import|import\\() ?'(\\.[^'$]+)'");

  /** Asked for keys: the pages come without one all the same. */
  @RegisterExtension
  private final Registry registry =
      Registry.each(Map.of("access", "on", "access.key.v", "viewer:" + "0".repeat(64)));

  @Test
  void everyFileComesWithoutAKeyInItsOwnTypeAndUnderAStrictPolicy() throws Exception {
    for (String name : names()) {
      HttpResponse<String> page = get("/dashboard/" + name);
      assertThat(page.statusCode()).as(name).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type").orElse(""))
          .as(name)
          .contains(
              switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "js" -> "text/javascript";
                case "css" -> "text/css";
                case "svg" -> "image/svg+xml";
                default -> "text/html";
              });
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'")
          .doesNotContain("unsafe");
    }
    assertThat(get("/").body()).contains("<title>Foretide</title>");
  }

  @Test
  void aCopyThatIsStillGoodIsNotSentAgain() {
    HttpResponse<String> first = get("/dashboard/app.js");
    String etag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        registry.send(registry.request("/dashboard/app.js").header("If-None-Match", etag).GET());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<String> old =
        registry.send(registry.request("/dashboard/app.js").header("If-None-Match", "\"x\"").GET());
    assertThat(old.body()).isEqualTo(first.body());
  }

  @Test
  void nothingButTheFilesOfTheFolderIsServed() {
    for (String name :
        List.of(
            "PageFile.class",
            "nothing.js",
            "lib",
            "..%2FRegistryService.class",
            "%2e%2e/log/Csv.class",
            "lib/..%5c..%5capp.js",
            "app.js%00.css")) {
      HttpResponse<String> answer = get("/dashboard/" + name);
      assertThat(answer.statusCode()).as(name).isIn(400, 404);
    }
    assertError(get("/dashboard/nothing.js"), 404, "FT-1908", "/dashboard/nothing.js");
  }

  @Test
  void everyModuleThatIsImportedIsThere() throws Exception {
    for (String name : names()) {
      Path base = Path.of("/dashboard").resolve(name).getParent();
      for (String imported : imports(get("/dashboard/" + name).body())) {
        String path = base.resolve(imported).normalize().toString();
        assertThat(get(path).statusCode()).as("%s imports %s", name, imported).isEqualTo(200);
      }
    }
  }

  @Test
  void noScriptMakesMarkupOutOfTextAndNothingComesFromAnotherSite() throws Exception {
    for (String name : names()) {
      String text = get("/dashboard/" + name).body();
      assertThat(text)
          .as(name)
          .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
          .doesNotContain(" style=\"", " onclick=")
          .doesNotContainPattern("(src|href)=\"(https?:)?//")
          .doesNotContainPattern("(import|url)\\s*\\(?['\"](https?:)?//");
    }
  }

  private HttpResponse<String> get(String path) {
    return registry.send(registry.request(path).GET());
  }

  private static List<String> imports(String script) {
    Matcher matcher = IMPORT.matcher(script);
    return matcher.results().map(found -> found.group(1)).toList();
  }

  private static List<String> names() throws IOException, URISyntaxException {
    Path folder =
        Path.of(RegistryService.class.getResource("dashboard/index.html").toURI()).getParent();
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> names =
          files
              .filter(file -> file.toString().matches(".*\\.(html|js|css|svg)"))
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .toList();
      assertThat(names).hasSizeGreaterThan(30);
      return names;
    }
  }
}
