package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Forecast;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers of the real Prophet (R's prophet 1.0), on the data that {@link ComparisonCase} generates.
 * {@code scripts/compare-prophet} writes them as {@code prophet-reference.csv} into its folder.
 */
final class ProphetReferenceTest {
  private static Map<String, double[]> reference;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = ProphetReferenceTest.class.getResourceAsStream("prophet-reference.csv")) {
      reference =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split(",", -1))
              .collect(
                  Collectors.toMap(
                      parts -> parts[0],
                      parts ->
                          Stream.of(parts).skip(1).mapToDouble(Double::parseDouble).toArray()));
    }
  }

  static Stream<ComparisonCase> cases() {
    return ComparisonCase.generated().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theObjectiveIsAtLeastProphets(ComparisonCase one) {
    assertThat(fit(one).logPosterior()).isGreaterThan(reference.get(one.name())[0]);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void prophetStartedAtOurOptimumForecastsTheSame(ComparisonCase one) {
    Forecast forecast =
        new Prediction(fit(one), one.context(), one.horizon())
            .forecast(one.context(), new double[0], 10, 1);
    double[] prophet = reference.get(one.name());
    assertThat(forecast.meanAt(0)).isCloseTo(prophet[1], within(1e-3 * Math.abs(prophet[1])));
    assertThat(forecast.meanAt(one.horizon() - 1))
        .isCloseTo(prophet[2], within(1e-3 * Math.abs(prophet[2])));
  }

  private static FittedSeries fit(ComparisonCase one) {
    AdditiveOptions options = AdditiveOptions.of(one.settings());
    return FittedSeries.fit(options, one.context().history());
  }
}
