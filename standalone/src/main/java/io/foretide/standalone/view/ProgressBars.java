package io.foretide.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs as bars, one line each, drawn over as they go on. Where that cannot be done, a plain line
 * for each stage and each tenth of the way.
 */
public final class ProgressBars {
  private static final Set<String> ENDS = Set.of("FINISHED", "FAILED", "CANCELLED");
  private static final int BAR = 24;
  private static final int TENTH = 10;
  private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

  private final Terminal terminal;
  private final Map<String, String> unfinished = new LinkedHashMap<>();
  private final Map<String, String> printed = new HashMap<>();

  public ProgressBars(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * @param progress a record of {@code training.progress} as JSON
   */
  public void show(JsonNode progress) {
    PrintWriter out = terminal.out();
    String line = line(progress);
    String run = progress.path("run").asText();
    if (!terminal.live()) {
      if (worthALine(run, progress)) {
        out.println(line);
      }
    } else {
      if (!unfinished.isEmpty()) {
        out.printf(UP_AND_CLEAR, unfinished.size());
      }
      if (ended(progress)) {
        unfinished.remove(run);
        out.println(line);
      } else {
        unfinished.put(run, fitted(line));
      }
      unfinished.values().forEach(out::println);
    }
    out.flush();
  }

  private boolean worthALine(String run, JsonNode progress) {
    String reached =
        progress.path("stage").asText() + (int) progress.path("percent").asDouble() / TENTH;
    return !reached.equals(printed.put(run, reached));
  }

  public static boolean ended(JsonNode progress) {
    return ENDS.contains(progress.path("stage").asText());
  }

  static String line(JsonNode progress) {
    double percent = progress.path("percent").asDouble();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%s %s %-9s %s %3.0f %%",
            what(progress),
            progress.path("run").asText(),
            progress.path("stage").asText(),
            bar(percent),
            percent));
    if (progress.hasNonNull("epoch")) {
      line.append("  epoch ").append(progress.get("epoch").asInt());
      if (progress.hasNonNull("epochs")) {
        line.append('/').append(progress.get("epochs").asInt());
      }
    }
    progress
        .path("losses")
        .properties()
        .forEach(
            loss ->
                line.append(
                    String.format(
                        Locale.ROOT, "  %s %.4g", loss.getKey(), loss.getValue().asDouble())));
    if (progress.hasNonNull("etaSeconds") && !ended(progress)) {
      line.append("  ").append(duration(progress.get("etaSeconds").asDouble())).append(" left");
    }
    if (progress.hasNonNull("code")) {
      line.append("  ").append(progress.get("code").asText());
    }
    return line.append("  ").append(progress.path("message").asText()).toString();
  }

  /** The kind is not known before the data has been looked at. */
  private static String what(JsonNode progress) {
    String kind = progress.path("kind").asText();
    return progress.path("model").asText() + (kind.isEmpty() ? "" : "/" + kind);
  }

  private static String bar(double percent) {
    int full = (int) Math.round(Math.max(0, Math.min(100, percent)) / 100 * BAR);
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }

  /** A line that wraps would be two lines to go up. */
  private String fitted(String line) {
    int most = terminal.columns() - 1;
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
