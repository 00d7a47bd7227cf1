package io.foretide.ingest.csv;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A number the way people and spreadsheets write it. */
final class WrittenNumber {
  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "infinity", "-inf", "-infinity", "+inf", "+infinity", "-nan");
  private static final Set<String> TRUE = Set.of("true", "yes", "t", "y");
  private static final Set<String> FALSE = Set.of("false", "no", "f", "n");
  private static final Pattern CURRENCY =
      Pattern.compile(
          "^(EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|kr)\\s*|\\s*(EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|kr)$");
  private static final Pattern WHOLE = Pattern.compile("\\d*");
  private static final Pattern PLAIN = Pattern.compile("\\d*(\\.\\d*)?([eE][-+]?\\d{1,4})?");
  private static final Pattern GROUPED =
      Pattern.compile("\\d{1,3}(?:([.,' \u00A0\u2009\u202F\u2019])\\d{3})(?:\\1\\d{3})*");

  private WrittenNumber() {}

  /** The number; NaN if the text is none; infinite if it is too large. */
  static double parse(String text, char decimalMark) {
    if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      return Double.NaN;
    }
    String rest = text.strip();
    boolean negative = false;
    if (rest.startsWith("(") && rest.endsWith(")")) {
      negative = true;
      rest = rest.substring(1, rest.length() - 1).strip();
    }
    rest = withoutCurrency(rest);
    double scale = 1;
    if (rest.endsWith("%")) {
      scale = 100;
      rest = rest.substring(0, rest.length() - 1).strip();
    }
    if (rest.endsWith("-") && rest.length() > 1) {
      negative = !negative;
      rest = rest.substring(0, rest.length() - 1).strip();
    } else if (rest.startsWith("-") || rest.startsWith("\u2212")) {
      negative = !negative;
      rest = withoutCurrency(rest.substring(1).strip());
    } else if (rest.startsWith("+")) {
      rest = rest.substring(1).strip();
    }
    double magnitude = magnitude(rest, decimalMark) / scale;
    return negative ? -magnitude : magnitude;
  }

  /** 1 or 0 for yes or no, NaN for anything else. */
  static double flag(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return TRUE.contains(word) ? 1 : FALSE.contains(word) ? 0 : Double.NaN;
  }

  static boolean meansNotFinite(String text) {
    return NOT_FINITE.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  private static double magnitude(String text, char decimalMark) {
    int point = text.indexOf(decimalMark);
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    int wholeEnd = point >= 0 ? point : exponent >= 0 ? exponent : text.length();
    String whole = text.substring(0, wholeEnd);
    if (GROUPED.matcher(whole).matches()) {
      whole = whole.replaceAll("\\D", "");
    }
    if (!WHOLE.matcher(whole).matches()) {
      return Double.NaN;
    }
    String plain =
        point >= 0 ? whole + '.' + text.substring(point + 1) : whole + text.substring(wholeEnd);
    boolean hasDigit = !plain.isEmpty() && plain.chars().anyMatch(c -> c >= '0' && c <= '9');
    return hasDigit && startsRight(plain) && PLAIN.matcher(plain).matches()
        ? Double.parseDouble(plain)
        : Double.NaN;
  }

  private static boolean startsRight(String plain) {
    char first = plain.charAt(0);
    return (first >= '0' && first <= '9')
        || (first == '.' && plain.length() > 1 && plain.charAt(1) != 'e');
  }

  private static String withoutCurrency(String text) {
    String rest = text;
    if (!rest.isEmpty() && Character.getType(rest.charAt(0)) == Character.CURRENCY_SYMBOL) {
      rest = rest.substring(1).strip();
    }
    int last = rest.length() - 1;
    if (last >= 0 && Character.getType(rest.charAt(last)) == Character.CURRENCY_SYMBOL) {
      rest = rest.substring(0, last).strip();
    }
    boolean lettered =
        !rest.isEmpty()
            && (Character.isLetter(rest.charAt(0))
                || Character.isLetter(rest.charAt(rest.length() - 1)));
    return lettered ? CURRENCY.matcher(rest).replaceAll("") : rest;
  }
}
