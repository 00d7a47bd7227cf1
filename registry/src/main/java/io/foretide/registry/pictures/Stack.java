package io.foretide.registry.pictures;

import io.foretide.registry.pictures.Svg.Anchor;
import java.util.List;

/**
 * Boxes one below the other, joined by arrows: how values pass through a network.
 *
 * @param name above the first box
 */
public record Stack(String name, List<Box> boxes) {
  private static final double WIDTH = 380;
  private static final double GAP = 30;
  private static final double MARGIN = 16;
  private static final double BOX = 42;
  private static final double ARROW = 16;
  private static final double NARROW = 40;
  private static final int LETTERS = 30;

  /** Beyond that many, what is in the middle of a stack is counted instead of drawn. */
  private static final int MOST = 60;

  public Stack {
    boxes = List.copyOf(boxes);
  }

  /**
   * A box.
   *
   * @param name what it is called
   * @param detail under the name
   * @param shape of what it hands on; may be empty
   * @param end whether values come in or go out here; such boxes are narrower, and no arrow joins
   *     them to each other
   */
  public record Box(String name, String detail, String shape, boolean end) {}

  /** An SVG document of stacks side by side, two in a row. */
  public static String draw(String title, String description, List<Stack> stacks, Theme theme) {
    int across = Math.min(2, stacks.size());
    Svg svg = new Svg(2 * MARGIN + across * WIDTH + (across - 1) * GAP, title, description);
    double top = svg.heading();
    double bottom = top;
    for (int s = 0; s < stacks.size(); s++) {
      if (s % across == 0) {
        top = s == 0 ? top : bottom + GAP;
      }
      double x = MARGIN + (s % across) * (WIDTH + GAP);
      bottom = Math.max(bottom, stacks.get(s).draw(svg, x, top));
    }
    return svg.document(bottom + MARGIN, theme);
  }

  private double draw(Svg svg, double x, double top) {
    svg.muted(x, top + 4, Anchor.START, Svg.shortened(name, 56));
    List<Box> shown = boxes.size() > MOST ? boxes.subList(0, MOST - 1) : boxes;
    double y = top + 14;
    for (int b = 0; b < shown.size(); b++) {
      Box box = shown.get(b);
      if (b > 0 && !(box.end() && shown.get(b - 1).end())) {
        arrow(svg, x + WIDTH / 2, y);
        y += ARROW;
      } else if (b > 0) {
        y += 6;
      }
      box(svg, box, x, y);
      y += BOX;
    }
    if (boxes.size() > shown.size()) {
      y += 18;
      svg.muted(x, y, Anchor.START, (boxes.size() - shown.size()) + " more");
    }
    return y;
  }

  private static void box(Svg svg, Box box, double x, double y) {
    double inset = box.end() ? NARROW : 0;
    svg.box(x + inset, y, WIDTH - 2 * inset, BOX);
    svg.text(x + inset + 12, y + 18, Anchor.START, Svg.shortened(box.name(), LETTERS));
    svg.muted(x + inset + 12, y + 34, Anchor.START, Svg.shortened(box.detail(), LETTERS + 20));
    svg.muted(x + WIDTH - inset - 12, y + 18, Anchor.END, box.shape());
  }

  private static void arrow(Svg svg, double x, double y) {
    svg.line("axis", x, y, x, y + ARROW);
    svg.line("axis", x - 4, y + ARROW - 5, x, y + ARROW);
    svg.line("axis", x + 4, y + ARROW - 5, x, y + ARROW);
  }
}
