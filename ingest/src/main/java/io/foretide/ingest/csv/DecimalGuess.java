package io.foretide.ingest.csv;

import java.util.List;

/** Decides whether a column writes its decimals behind a point or a comma. */
final class DecimalGuess {
  private DecimalGuess() {}

  /**
   * The decimal mark of a column. A mark is surely decimal where other than three digits follow it,
   * where a zero stands before it or where it comes behind the other one; {@code 1,234} and {@code
   * 1.234} alone say nothing, and are then read as the separator suggests: files separated by
   * semicolons come from where the comma is decimal and the point groups. Where numbers of four
   * digits stand ungrouped beside them, the mark is decimal.
   */
  static char of(List<String> cells, char separator) {
    int points = 0;
    int commas = 0;
    boolean unclearComma = false;
    boolean unclearPoint = false;
    boolean longPlain = false;
    for (String cell : cells) {
      int point = cell.lastIndexOf('.');
      int comma = cell.lastIndexOf(',');
      if (point < 0 && comma < 0) {
        longPlain |= cell.length() > 3;
        continue;
      }
      if (point >= 0 && comma >= 0) {
        points += point > comma ? 1 : 0;
        commas += comma > point ? 1 : 0;
      } else if (isDecimal(cell, Math.max(point, comma))) {
        points += point >= 0 ? 1 : 0;
        commas += comma >= 0 ? 1 : 0;
      } else {
        unclearComma |= comma >= 0;
        unclearPoint |= point >= 0;
        // Two marks of one kind can only group.
        if (point >= 0 && cell.indexOf('.') != point) {
          commas++;
        }
        if (comma >= 0 && cell.indexOf(',') != comma) {
          points++;
        }
      }
    }
    if (points == commas) {
      if (unclearComma) {
        return separator == ';' || longPlain ? ',' : '.';
      }
      return unclearPoint && separator == ';' && !longPlain ? ',' : '.';
    }
    return commas > points ? ',' : '.';
  }

  private static boolean isDecimal(String cell, int mark) {
    if (cell.indexOf(cell.charAt(mark)) != mark) {
      return false;
    }
    int before = digits(cell, mark, -1);
    int behind = digits(cell, mark, 1);
    boolean zeroBefore = before == 1 && cell.charAt(mark - 1) == '0';
    return behind > 0 && (behind != 3 || before == 0 || before > 3 || zeroBefore);
  }

  private static int digits(String cell, int mark, int direction) {
    int count = 0;
    int at = mark + direction;
    while (at >= 0 && at < cell.length() && Character.isDigit(cell.charAt(at))) {
      count++;
      at += direction;
    }
    return count;
  }
}
