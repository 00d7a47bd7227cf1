package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.ingest.market.BarLength;
import io.foretide.ingest.market.Exchanges;
import io.foretide.ingest.market.MarketCalendar;
import io.foretide.ingest.market.MarketSettings;
import io.foretide.ingest.market.SymbolBars;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SymbolTableTest {
  private final SymbolTable table = new SymbolTable();

  @Test
  void everySymbolOfManyIsFoundByTheBytesOfItsNameAndNoOtherIs() {
    for (int i = 0; i < 5_000; i++) {
      table.add(symbol("S" + i));
    }

    for (int i = 0; i < 5_000; i++) {
      assertThat(find("S" + i).map(StoredSymbol::name)).contains("S" + i);
    }
    assertThat(find("S5000")).isEmpty();
    assertThat(find("")).isEmpty();
  }

  private Optional<StoredSymbol> find(String name) {
    byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
    return table.find(bytes, 1, bytes.length - 2);
  }

  private static StoredSymbol symbol(String name) {
    MarketCalendar calendar = MarketCalendar.always();
    MarketSettings settings =
        new MarketSettings(
            List.of(BarLength.parse("1m")),
            Exchanges.one(calendar),
            Duration.ofSeconds(1),
            Set.of(),
            3,
            Duration.ofSeconds(60),
            Duration.ofHours(24));
    return new StoredSymbol(name, new SymbolBars(settings, calendar));
  }
}
