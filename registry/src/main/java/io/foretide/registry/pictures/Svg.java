package io.foretide.registry.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes an SVG document. Whatever text comes in is text in the document too: names of series,
 * features and files are not trusted.
 */
final class Svg {
  static final double SMALL = 12;
  private static final double TITLE = 16;
  private static final double MARGIN = 16;

  /** Mean width of a letter as a share of its size, on the generous side. */
  private static final double LETTER = 0.56;

  private final double width;
  private final StringBuilder body = new StringBuilder();
  private final String title;
  private final String description;

  /** Where a text stands relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  Svg(double width, String title, String description) {
    this.width = width;
    this.title = title;
    this.description = description;
  }

  double width() {
    return width;
  }

  /**
   * Title and description at the top.
   *
   * @return where the next thing may begin
   */
  double heading() {
    double y = MARGIN + TITLE;
    body.append(
        "<text x=\"%s\" y=\"%s\" font-size=\"16\" font-weight=\"600\">%s</text>"
            .formatted(n(MARGIN), n(y - 4), escaped(title)));
    for (String line : lines(description, (int) ((width - 2 * MARGIN) / (SMALL * LETTER)))) {
      y += SMALL + 4;
      muted(MARGIN, y, Anchor.START, line);
    }
    return y + MARGIN;
  }

  void text(double x, double y, Anchor anchor, String text) {
    text(x, y, anchor, "", text);
  }

  void muted(double x, double y, Anchor anchor, String text) {
    text(x, y, anchor, " class=\"muted\"", text);
  }

  private void text(double x, double y, Anchor anchor, String style, String text) {
    String place =
        anchor == Anchor.START
            ? ""
            : " text-anchor=\"" + anchor.name().toLowerCase(Locale.ROOT) + '"';
    body.append(
        "<text x=\"%s\" y=\"%s\"%s%s>%s</text>".formatted(n(x), n(y), place, style, escaped(text)));
  }

  /** Muted, bottom to top, its middle at the point. */
  void upright(double x, double y, String text) {
    body.append(
        "<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\" class=\"muted\">%s</text>"
            .formatted(n(x), n(y), escaped(text)));
  }

  void rect(String style, double x, double y, double w, double h) {
    body.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
            .formatted(style, n(x), n(y), n(w), n(h)));
  }

  /** A rect with round corners. */
  void box(double x, double y, double w, double h) {
    body.append(
        "<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\"/>"
            .formatted(n(x), n(y), n(w), n(h)));
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    body.append(
        "<path class=\"%s\" d=\"M%s %sL%s %s\"/>".formatted(style, n(x1), n(y1), n(x2), n(y2)));
  }

  /** Filled, in a grid of its own whose field is {@code w} by {@code h}. */
  void grid(String style, double x, double y, double w, double h, CharSequence path) {
    body.append(
        "<path class=\"%s\" shape-rendering=\"crispEdges\" transform=\"translate(%s %s) scale(%s %s)\" d=\"%s\"/>"
            .formatted(style, n(x), n(y), exact(w), exact(h), path));
  }

  /**
   * A line through points; more than colour tells it from the others.
   *
   * @param dense whether its points lie so close that dashes would be clutter: then the first line
   *     is the strong one
   */
  void curve(int number, boolean dense, CharSequence path) {
    String dash =
        switch (dense ? 0 : number % 4) {
          case 1 -> " stroke-dasharray=\"6 3\"";
          case 2 -> " stroke-dasharray=\"2 3\"";
          case 3 -> " stroke-dasharray=\"8 3 2 3\"";
          default -> "";
        };
    String width = dense ? number == 0 ? "2.6" : "0.9" : "1.6";
    body.append(
        "<path class=\"l%d\" stroke-width=\"%s\" fill=\"none\"%s d=\"%s\"/>"
            .formatted(number % Theme.colours(), width, dash, path));
  }

  String document(double height, Theme theme) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" \
    role="img" font-family="system-ui,-apple-system,'Segoe UI',Roboto,sans-serif" \
    font-size="12"><title>%3$s</title><desc>%4$s</desc><style>%5$s</style>\
    <rect class="paper" width="100%%" height="100%%"/>%6$s</svg>
    """
        .formatted(n(width), n(height), escaped(title), escaped(description), theme.css(), body);
  }

  /** About how wide a small text is. */
  static double widthOf(String text) {
    return text.length() * SMALL * LETTER;
  }

  /** The text, or its beginning where it is longer than that. */
  static String shortened(String text, int letters) {
    return text.length() <= letters ? text : text.substring(0, letters - 1) + '…';
  }

  /** Two decimals at most: nobody sees more. */
  static String n(double value) {
    long hundredths = Math.round(value * 100);
    return hundredths % 100 == 0
        ? Long.toString(hundredths / 100)
        : String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
  }

  private static String exact(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private static List<String> lines(String text, int letters) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + word.length() >= letters) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(allowed(c) ? c : '\uFFFD');
              }
            });
    return safe.toString();
  }

  /** What XML 1.0 lets a document hold. */
  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd
        || c >= 0x10000;
  }
}
