package io.foretide.registry.pictures;

import java.util.List;

/** The colours of a picture: those of the dashboard's style/base.css. */
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
      List<Integer> ramp) {}

  private static final Colours DAY =
      new Colours(
          "#ffffff",
          "#15212a",
          "#50606b",
          "#d5dde1",
          "#f5f7f8",
          List.of("#0b6478", "#b4530a", "#6a3fa0", "#2f7d32", "#a8326d", "#4b5b66"),
          List.of(0xf3f6fa, 0xb6d9f2, 0x4fa3d9, 0x165da8, 0x081c4c));
  private static final Colours NIGHT =
      new Colours(
          "#151e24",
          "#e4ecf0",
          "#a2b2bc",
          "#2b3942",
          "#1c272e",
          List.of("#66c6dc", "#f0a35e", "#bd9bea", "#86cf88", "#ee8fbd", "#a9b8c1"),
          List.of(0x1a212b, 0x1f4e79, 0x2f8fb3, 0x8fd1a8, 0xfdf6b2));

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

  /** A colour on the straight lines between those of the ramp. */
  private static String shade(List<Integer> ramp, int shade) {
    double at = (ramp.size() - 1.0) * shade / (SHADES - 1);
    int from = Math.min((int) at, ramp.size() - 2);
    StringBuilder hex = new StringBuilder("#");
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = ramp.get(from) >> shift & 0xff;
      int high = ramp.get(from + 1) >> shift & 0xff;
      hex.append("%02x".formatted(Math.round(low + (at - from) * (high - low))));
    }
    return hex.toString();
  }

  /** How many colours there are for things side by side; they begin anew after that. */
  static int colours() {
    return DAY.series().size();
  }
}
