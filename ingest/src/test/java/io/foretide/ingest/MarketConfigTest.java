package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.ingest.market.MarketCalendar;
import io.foretide.ingest.market.MarketSettings;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketConfigTest {
  private static final Map<String, String> TWO =
      Map.of(
          "market.zone", "America/New_York",
          "market.session", "09:30-16:00",
          "market.exchanges", "xetra, cme",
          "market.exchange.xetra.symbols", "SAP,BMW",
          "market.exchange.xetra.zone", "Europe/Berlin",
          "market.exchange.xetra.session", "09:00-17:30",
          "market.exchange.xetra.holidays", "2026-12-24",
          "market.exchange.cme.symbols", "ES",
          "market.exchange.cme.zone", "America/Chicago",
          "market.exchange.cme.session", "17:00-16:00");

  @Test
  void aSymbolKeepsTheCalendarOfTheExchangeThatListsIt() {
    MarketSettings settings = MarketConfig.of(ServiceConfig.of(TWO));

    MarketCalendar xetra = settings.exchanges().calendarOf("SAP");
    assertThat(xetra.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(xetra.close()).isEqualTo(LocalTime.of(17, 30));
    assertThat(xetra.holidays()).containsExactly(LocalDate.of(2026, 12, 24));
    assertThat(settings.exchanges().calendarOf("BMW")).isEqualTo(xetra);
    assertThat(settings.exchanges().calendarOf("ES").zone())
        .isEqualTo(ZoneId.of("America/Chicago"));
    assertThat(settings.exchanges().calendarOf("AAPL").zone())
        .as("listed by none")
        .isEqualTo(ZoneId.of("America/New_York"));
  }

  @Test
  void whatAnExchangeListsIsKnownBesideTheSymbolsNamed() {
    Map<String, String> named = new HashMap<>(TWO);
    named.put("market.symbols", "AAPL");
    MarketSettings settings = MarketConfig.of(ServiceConfig.of(named));

    assertThat(settings.knows("AAPL")).isTrue();
    assertThat(settings.knows("SAP")).isTrue();
    assertThat(settings.knows("MSFT")).isFalse();
  }

  @Test
  void aSymbolOfTwoExchangesIsRefusedWithTheSettingToBlame() {
    Map<String, String> twice = new HashMap<>(TWO);
    twice.put("market.exchange.cme.symbols", "ES,SAP");

    assertThatThrownBy(() -> MarketConfig.of(ServiceConfig.of(twice)))
        .isInstanceOf(CodedException.class)
        .hasMessageContaining("market.exchange.cme.symbols")
        .hasMessageContaining("SAP is another exchange");
  }
}
