package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern CODE = Pattern.compile("FT-(\\d{4})");
  private static final Pattern RANGE = Pattern.compile("FT-(\\d{4}) … FT-(\\d{4})");

  @Test
  void everyCodeOnAnErrorMessageIsOnThePageOfErrors() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/errors.md"));
    Set<Integer> explained = codes(page);
    for (Matcher range = RANGE.matcher(page); range.find(); ) {
      int last = Integer.parseInt(range.group(2));
      for (int code = Integer.parseInt(range.group(1)); code <= last; code++) {
        explained.add(code);
      }
    }
    Set<Integer> used = new TreeSet<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.toList()) {
        Path sources = module.resolve("src/main/java");
        if (Files.isDirectory(sources)) {
          used.addAll(codesBelow(sources));
        }
      }
    }

    assertThat(used).hasSizeGreaterThan(50);
    assertThat(explained).containsAll(used);
  }

  private static Set<Integer> codesBelow(Path folder) throws IOException {
    Set<Integer> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        codes.addAll(codes(Files.readString(file)));
      }
    }
    return codes;
  }

  private static Set<Integer> codes(String text) {
    Set<Integer> codes = new TreeSet<>();
    for (Matcher code = CODE.matcher(text); code.find(); ) {
      codes.add(Integer.parseInt(code.group(1)));
    }
    return codes;
  }
}
