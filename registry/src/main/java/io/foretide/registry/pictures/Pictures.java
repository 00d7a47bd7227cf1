package io.foretide.registry.pictures;

import io.foretide.models.explanation.Explanation;

/** Draws an explanation as it asks to be drawn. */
public final class Pictures {
  static final double WIDTH = 820;

  private Pictures() {}

  /**
   * An SVG document.
   *
   * @param part which part of a version it is of; empty where there is but one
   */
  public static String of(Explanation told, String part, Theme theme) {
    String title = told.look().title().isEmpty() ? told.name() : told.look().title();
    String heading = part.isEmpty() ? title : title + " of " + part;
    return switch (told.look().form()) {
      case HEAT_MAP -> HeatMap.draw(told, heading, theme);
      case BARS -> Bars.draw(told, heading, theme);
      case LINES -> Lines.draw(told, heading, theme);
    };
  }
}
