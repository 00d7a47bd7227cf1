package io.foretide.registry.usage;

import io.foretide.models.series.Step;
import io.foretide.registry.versions.VersionAt;
import io.foretide.runtime.rest.Json;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.VersionPublished;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of one version: files beside this class, in which {@code @WORDS@} stand for what
 * differs. What is put in is a literal of the language that it is put into, so that no name of a
 * model becomes code.
 */
final class Examples {
  private static final Pattern WORD = Pattern.compile("@([A-Z_]+)@");
  private static final String NETWORK = "model.onnx";
  private static final String LAYOUT = "layout.json";

  private final Map<String, String> words = new HashMap<>();

  /**
   * @param alias whose version answers
   */
  Examples(String url, VersionAt at, String alias) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("model", at.model());
    query.put("alias", alias);
    String json = new String(Json.bytes(query), StandardCharsets.UTF_8);
    String path =
        "/models/%s/versions/%d"
            .formatted(
                URLEncoder.encode(at.model(), StandardCharsets.UTF_8).replace("+", "%20"),
                at.version());
    words.put("URL", url);
    words.put("QUOTED_URL", quoted(url));
    // It stands in comments, so it must not end them.
    words.put("MODEL", at.model().replaceAll("[^\\w .-]", "_"));
    words.put("VERSION", Integer.toString(at.version()));
    words.put("PATH", path);
    words.put("QUOTED_PATH", quoted(path));
    words.put("QUERY", json);
    words.put("QUOTED_QUERY", quoted(json));
    words.put("SHELL_QUERY", "'" + json.replace("'", "'\\''") + "'");
  }

  List<Example> of(VersionPublished version) {
    List<Example> all = new ArrayList<>();
    all.add(
        example(
            "forecast-curl",
            "shell",
            "Asks for a forecast.",
            "forecast.sh",
            "sh forecast.sh",
            "curl"));
    all.add(
        example(
            "forecast-javascript",
            "javascript",
            "Asks for a forecast.",
            "forecast.mjs",
            "node forecast.mjs",
            "Node.js 18 or later, or a browser"));
    all.add(
        example(
            "forecast-java",
            "java",
            "Asks for a forecast.",
            "Forecast.java",
            "java Forecast.java",
            "a JDK, 11 or later"));
    all.add(
        example(
            "forecast-python",
            "python",
            "Asks for a forecast.",
            "forecast.py",
            "python3 forecast.py",
            "Python 3"));
    network(version)
        .ifPresent(
            folder -> {
              words.put("QUOTED_NETWORK", quoted(folder + NETWORK));
              words.put("QUOTED_LAYOUT", quoted(folder + LAYOUT));
              words.put(
                  "STEP_SECONDS",
                  Long.toString(Math.round(86_400 / Step.parse(version.getStep()).perDay())));
              all.add(
                  example(
                      "network-python",
                      "python",
                      "Runs this version's network on your own values, without calibration.",
                      "model.py",
                      "python3 model.py",
                      "Python 3 with onnxruntime and numpy"));
            });
    all.add(
        example(
            "download-curl",
            "shell",
            "Downloads this version and checks its files against their digests.",
            "download.sh",
            "sh download.sh",
            "curl, Python 3 to unpack, sha256sum"));
    return all;
  }

  /** The folder of the first network that says how it is fed. */
  private static Optional<String> network(VersionPublished version) {
    List<String> names = version.getArtifacts().stream().map(Artifact::getName).toList();
    return names.stream()
        .filter(name -> name.equals(NETWORK) || name.endsWith('/' + NETWORK))
        .map(name -> name.substring(0, name.length() - NETWORK.length()))
        .filter(folder -> names.contains(folder + LAYOUT))
        .findFirst();
  }

  private Example example(
      String name, String language, String says, String file, String run, String needs) {
    return new Example(name, language, says, file, run, needs, filled(file));
  }

  private String filled(String file) {
    try (InputStream in = Examples.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return WORD.matcher(text)
          .replaceAll(found -> Matcher.quoteReplacement(words.get(found.group(1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON string in plain ASCII: Java, JavaScript and Python read it alike. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    new String(Json.bytes(text), StandardCharsets.UTF_8)
        .chars()
        .forEach(c -> quoted.append(c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c)));
    return quoted.toString();
  }
}
