package io.foretide.ingest;

import io.foretide.ingest.market.BarLength;
import io.foretide.ingest.market.Exchanges;
import io.foretide.ingest.market.MarketCalendar;
import io.foretide.ingest.market.MarketSettings;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings under {@code market.}. */
final class MarketConfig {
  private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private MarketConfig() {}

  /**
   * @throws CodedException FT-1303 if one is malformed
   */
  static MarketSettings of(ServiceConfig config) {
    return new MarketSettings(
        read(
            config,
            "market.bars",
            "1m,5m,1h,1d",
            text -> split(text).map(BarLength::parse).toList()),
        exchanges(config),
        Duration.ofMillis(
            read(config, "market.grace.seconds", "10", text -> (long) (1_000 * positive(text)))),
        read(config, "market.symbols", "", text -> split(text).collect(Collectors.toSet())),
        read(config, "market.price.factor", "3", MarketConfig::positive),
        Duration.ofSeconds(config.getLong("market.ahead.seconds", 60)),
        Duration.ofHours(config.getLong("market.leap.hours", 24)));
  }

  private static Exchanges exchanges(ServiceConfig config) {
    Map<String, MarketCalendar> bySymbol = new HashMap<>();
    List<String> names = read(config, "market.exchanges", "", text -> split(text).toList());
    for (String name : names) {
      String prefix = "market.exchange." + name + ".";
      MarketCalendar calendar = calendar(config, prefix);
      read(config, prefix + "symbols", "", text -> symbols(text, bySymbol.keySet()))
          .forEach(symbol -> bySymbol.put(symbol, calendar));
    }
    return new Exchanges(calendar(config, "market."), bySymbol);
  }

  private static Set<String> symbols(String text, Set<String> listed) {
    Set<String> symbols = split(text).collect(Collectors.toSet());
    symbols.stream()
        .filter(listed::contains)
        .findFirst()
        .ifPresent(
            symbol -> {
              throw new IllegalArgumentException(symbol + " is another exchange's already");
            });
    return symbols;
  }

  private static MarketCalendar calendar(ServiceConfig config, String prefix) {
    List<LocalTime> times =
        read(
            config,
            prefix + "session",
            "00:00-00:00",
            text -> {
              String[] ends = text.split("-", -1);
              if (ends.length != 2) {
                throw new IllegalArgumentException("it is no 09:30-16:00");
              }
              return List.of(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
            });
    boolean everyDay = times.get(0).equals(times.get(1));
    return new MarketCalendar(
        read(config, prefix + "zone", "UTC", ZoneId::of),
        times.get(0),
        times.get(1),
        everyDay ? EnumSet.allOf(DayOfWeek.class) : WORKDAYS,
        read(
            config,
            prefix + "holidays",
            "",
            text -> split(text).map(LocalDate::parse).collect(Collectors.toSet())));
  }

  private static double positive(String text) {
    double value = Double.parseDouble(text);
    if (!(value > 0)) {
      throw new IllegalArgumentException("it is not above 0");
    }
    return value;
  }

  private static Stream<String> split(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }

  private static <V> V read(
      ServiceConfig config, String name, String otherwise, Function<String, V> parser) {
    String text = config.find(name).orElse(otherwise);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CodedException(
          "FT-1303", "setting " + name + " is not \"" + text + "\": " + e.getMessage(), e);
    }
  }
}
