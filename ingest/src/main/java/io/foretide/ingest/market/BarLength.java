package io.foretide.ingest.market;

import io.foretide.models.series.Step;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a bar is, and what it is called: {@code 1m}, {@code 5m}, {@code 1h}, {@code 1d}.
 *
 * @param name the second part of a bar series' identity
 */
public record BarLength(String name, Step step) {
  private static final long DAY = 86_400;
  private static final Pattern NAME = Pattern.compile("([1-9]\\d{0,4})([smhd])");

  public BarLength {
    if (step.months() > 0 || DAY % step.seconds() != 0) {
      throw new IllegalArgumentException(
          "a bar of " + name + " is no whole part of a day; use 1s, 1m, 5m, 15m, 1h, 4h, 1d");
    }
  }

  /** Reads a name. */
  public static BarLength parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + name + "\" is no length of a bar; use 1m, 1h, 1d");
    }
    long unit =
        switch (matcher.group(2)) {
          case "s" -> 1;
          case "m" -> 60;
          case "h" -> 3_600;
          default -> DAY;
        };
    return new BarLength(name, Step.ofSeconds(unit * Long.parseLong(matcher.group(1))));
  }

  /** The length that is a step of series, in the largest whole unit. */
  public static BarLength of(Step step) {
    long seconds = step.seconds();
    String name =
        seconds % DAY == 0
            ? seconds / DAY + "d"
            : seconds % 3_600 == 0
                ? seconds / 3_600 + "h"
                : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    return new BarLength(name, step);
  }

  boolean isDay() {
    return step.seconds() == DAY;
  }
}
