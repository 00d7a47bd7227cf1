package io.foretide.models.additive;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the settings that are lists; every complaint names the setting and shows the form. */
final class OptionLists {
  private OptionLists() {}

  static List<Seasonality> seasonalities(String text, double priorScale, String mode) {
    List<Seasonality> list = new ArrayList<>();
    for (String item : items(text, ",")) {
      String[] parts = item.split(":", -1);
      String form = "name:days:order[:prior[:mode[:condition column]]]";
      if (parts.length < 3 || parts.length > 6) {
        throw malformed("seasonalities", form, item);
      }
      list.add(
          new Seasonality(
              parts[0].strip(),
              number("seasonalities", form, parts[1]),
              (int) number("seasonalities", form, parts[2]),
              parts.length > 3 ? number("seasonalities", form, parts[3]) : priorScale,
              multiplicative("seasonalities", parts.length > 4 ? parts[4] : mode),
              parts.length > 5 ? parts[5].strip() : ""));
    }
    return list;
  }

  static List<Regressor> regressors(String text, double priorScale, String mode) {
    List<Regressor> list = new ArrayList<>();
    for (String item : items(text, ",")) {
      String[] parts = item.split(":", -1);
      String form = "name[:prior[:mode]]";
      if (parts.length > 3) {
        throw malformed("regressors", form, item);
      }
      list.add(
          new Regressor(
              parts[0].strip(),
              parts.length > 1 ? number("regressors", form, parts[1]) : priorScale,
              multiplicative("regressors", parts.length > 2 ? parts[2] : mode),
              0,
              1));
    }
    return list;
  }

  /** Days since the epoch by name. */
  static Map<String, List<Long>> events(String text) {
    Map<String, List<Long>> events = new TreeMap<>();
    for (String item : items(text, ",")) {
      String[] parts = item.split("=", -1);
      if (parts.length != 2 || parts[0].isBlank()) {
        throw malformed("events", "name=2023-11-24|2024-11-29", item);
      }
      List<Long> days = events.computeIfAbsent(parts[0].strip(), name -> new ArrayList<>());
      dates("events", parts[1], "\\|").forEach(date -> days.add(date.toEpochDay()));
    }
    return events;
  }

  static List<LocalDate> dates(String setting, String text, String separator) {
    List<LocalDate> dates = new ArrayList<>();
    for (String item : items(text, separator)) {
      try {
        dates.add(LocalDate.parse(item));
      } catch (DateTimeParseException e) {
        throw malformed(setting, "yyyy-MM-dd", item);
      }
    }
    return dates.stream().sorted().distinct().toList();
  }

  private static List<String> items(String text, String separator) {
    List<String> items = new ArrayList<>();
    for (String item : text.split(separator, -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  private static double number(String setting, String form, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw malformed(setting, form, text);
    }
  }

  private static boolean multiplicative(String setting, String mode) {
    return switch (mode.strip()) {
      case "additive" -> false;
      case "multiplicative" -> true;
      default -> throw malformed(setting, "additive or multiplicative", mode);
    };
  }

  private static IllegalArgumentException malformed(String setting, String form, String text) {
    return new IllegalArgumentException(
        "setting \"" + setting + "\" has items of the form " + form + ", not \"" + text + "\"");
  }
}
