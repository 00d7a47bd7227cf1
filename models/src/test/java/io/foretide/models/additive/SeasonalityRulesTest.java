package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.kind.Settings;
import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeasonalityRulesTest {
  /** Prophet's table: steps, step, then what is on. */
  @ParameterizedTest
  @CsvSource({
    "731,   P1D,   yearly10 weekly3",
    "730,   P1D,   weekly3",
    "15,    P1D,   weekly3",
    "14,    P1D,   ''",
    "2,     P1D,   ''",
    "49,    PT1H,  daily4",
    "48,    PT1H,  ''",
    "337,   PT1H,  weekly3 daily4",
    "336,   PT1H,  daily4",
    "17521, PT1H,  yearly10 weekly3 daily4",
    "106,   P7D,   yearly10",
    "105,   P7D,   ''",
    "25,    P1M,   yearly10",
    "24,    P1M,   ''",
    "366,   P2D,   yearly10 weekly3"
  })
  void theAutomaticRulesAreProphets(int steps, String step, String expected) {
    double[] values = new double[steps];
    Arrays.setAll(values, i -> i % 3);
    assertThat(chosen(values, step, Settings.DEFAULTS)).isEqualTo(expected);
  }

  @Test
  void theClosestTwoObservationsCountNotTheStep() {
    double[] values = new double[100];
    Arrays.setAll(values, i -> i % 7 == 0 ? i : Double.NaN);
    assertThat(chosen(values, "P1D", Settings.DEFAULTS)).isEmpty();
  }

  @Test
  void aWordOrAnOrderOverrulesThem() {
    double[] values = new double[60];
    Arrays.setAll(values, i -> i % 3);
    assertThat(chosen(values, "P1D", Settings.of("yearly", "on", "weekly", "off", "daily", "2")))
        .isEqualTo("yearly10 daily2");
  }

  private static String chosen(double[] values, String step, Settings settings) {
    Step parsed = Step.parse(step);
    Series series =
        new Series(
            new SeriesId("rules", List.of("A")),
            parsed,
            parsed.indexOf(LocalDate.of(2021, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant()),
            "y",
            Map.of("y", values),
            Map.of());
    AdditiveOptions options = AdditiveOptions.of(settings);
    Inputs observed = Inputs.of(new Context(series), 0, List.of()).select(Recipe.observed(series));
    return SeasonalityRules.choose(options, observed).stream()
        .map(seasonality -> seasonality.name() + seasonality.order())
        .collect(Collectors.joining(" "));
  }
}
