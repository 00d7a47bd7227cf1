package io.foretide.registry.pictures;

import java.util.List;

/** The colours of a picture. */
public enum Theme {
  /** As the reader's system has it. */
  AUTO,
  LIGHT,
  DARK;

  /** Shades of a heat map, from none to most. */
  static final int SHADES = 24;

  private record Colours(
      String paper,
      String ink,
      String muted,
      String grid,
      String box,
      List<String> series,
      int[][] ramp) {}

  private static final Colours DAY =
      new Colours(
          "#ffffff",
          "#1f2328",
          "#57606a",
          "#d8dee4",
          "#f6f8fa",
          List.of("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#cf222e", "#57606a"),
          new int[][] {
            {0xf3, 0xf6, 0xfa},
            {0xb6, 0xd9, 0xf2},
            {0x4f, 0xa3, 0xd9},
            {0x16, 0x5d, 0xa8},
            {8, 28, 76}
          });
  private static final Colours NIGHT =
      new Colours(
          "#0d1117",
          "#e6edf3",
          "#9198a1",
          "#30363d",
          "#161b22",
          List.of("#58a6ff", "#f0883e", "#3fb950", "#bc8cff", "#ff7b72", "#9198a1"),
          new int[][] {
            {0x1a, 0x21, 0x2b},
            {0x1f, 0x4e, 0x79},
            {0x2f, 0x8f, 0xb3},
            {0x8f, 0xd1, 0xa8},
            {253, 246, 178}
          });

  /** The style sheet of a picture. */
  String css() {
    return switch (this) {
      case LIGHT -> rules(DAY);
      case DARK -> rules(NIGHT);
      case AUTO -> rules(DAY) + "@media (prefers-color-scheme:dark){" + rules(NIGHT) + "}";
    };
  }

  private static String rules(Colours colours) {
    StringBuilder css = new StringBuilder();
    css.append(".paper{fill:").append(colours.paper()).append('}');
    css.append("text{fill:").append(colours.ink()).append('}');
    css.append(".muted{fill:").append(colours.muted()).append('}');
    css.append(".grid{stroke:").append(colours.grid()).append('}');
    css.append(".axis{stroke:").append(colours.muted()).append('}');
    css.append(".box{fill:").append(colours.box()).append(";stroke:");
    css.append(colours.muted()).append('}');
    for (int s = 0; s < colours.series().size(); s++) {
      String colour = colours.series().get(s);
      css.append(".f%d{fill:%s}.l%d{stroke:%s}".formatted(s, colour, s, colour));
    }
    for (int shade = 0; shade < SHADES; shade++) {
      css.append(".h%d{fill:%s}".formatted(shade, shade(colours.ramp(), shade)));
    }
    return css.toString();
  }

  private static String shade(int[][] ramp, int shade) {
    double at = (ramp.length - 1.0) * shade / (SHADES - 1);
    int from = Math.min((int) at, ramp.length - 2);
    StringBuilder hex = new StringBuilder("#");
    for (int part = 0; part < 3; part++) {
      double value = ramp[from][part] + (at - from) * (ramp[from + 1][part] - ramp[from][part]);
      hex.append("%02x".formatted(Math.round(value)));
    }
    return hex.toString();
  }

  /** How many colours there are for things side by side; they begin anew after that. */
  static int colours() {
    return DAY.series().size();
  }
}
