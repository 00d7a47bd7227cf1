package io.foretide.standalone.view;

import java.io.PrintWriter;

/**
 * Where text goes, and what can be done there.
 *
 * @param live whether lines can be drawn over; false for files, pipes and CI
 * @param columns how wide a line may be
 */
public record Terminal(PrintWriter out, boolean live, int columns) {
  private static final int USUAL_COLUMNS = 120;

  /** The process's own terminal. {@code FORETIDE_PLAIN} says that it cannot draw over lines. */
  public static Terminal of(PrintWriter out) {
    boolean live = System.console() != null && System.getenv("FORETIDE_PLAIN") == null;
    return new Terminal(out, live, columnsOf(System.getenv("COLUMNS")));
  }

  private static int columnsOf(String given) {
    return given != null && given.matches("\\d{2,4}") ? Integer.parseInt(given) : USUAL_COLUMNS;
  }
}
