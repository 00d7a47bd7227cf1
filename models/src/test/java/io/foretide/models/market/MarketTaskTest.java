package io.foretide.models.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Series;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarketTaskTest {
  private static final double NONE = Double.NaN;
  private static final Series WEEK =
      Walks.series("A", Map.of("close", new double[] {100, 110, NONE, NONE, 99, 99}));

  @Test
  void aReturnSpansTheGapBeforeItsBarAndAGapHasNone() {
    assertThat(MarketTask.RETURN.view(WEEK).target())
        .containsExactly(NONE, Math.log(1.1), NONE, NONE, Math.log(0.9), 0);
  }

  @Test
  void aBarThatDidNotMoveHasNoDirection() {
    assertThat(MarketTask.DIRECTION.view(WEEK).target())
        .containsExactly(NONE, 1, NONE, NONE, 0, NONE);
  }

  @Test
  void volatilityIsThatOfGarmanAndKlassAndOfTheCloseWhereThatIsAllThereIs() {
    Series bar =
        Walks.series(
            "A",
            Map.of(
                "close", new double[] {100, 102},
                "open", new double[] {100, 101},
                "high", new double[] {100, 104},
                "low", new double[] {100, 99}));
    double range = Math.log(104 / 99.0);
    double body = Math.log(102 / 101.0);
    assertThat(MarketTask.VOLATILITY.view(bar).targetAt(1))
        .isCloseTo(
            Math.sqrt(0.5 * range * range - (2 * Math.log(2) - 1) * body * body), within(1e-15));
    assertThat(MarketTask.VOLATILITY.view(WEEK).targetAt(4))
        .isCloseTo(-Math.log(0.9), within(1e-15));
  }

  @Test
  void returnsGoBackToThePricesTheyCameFrom() {
    double[] returns = MarketTask.RETURN.view(WEEK).target();
    assertThat(MarketTask.RETURN.prices(100, new double[] {returns[1], returns[4], returns[5]}))
        .containsExactly(new double[] {110, 99, 99}, within(1e-12));
    assertThatThrownBy(() -> MarketTask.VOLATILITY.prices(100, new double[1]))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("volatility");
  }

  @ParameterizedTest
  @EnumSource
  void theViewOfWhatWasKnownIsTheKnownPartOfTheView(MarketTask task) {
    Series bars = Walks.prices("A", 60, 0, 1);
    for (int day = 0; day < bars.length(); day++) {
      Series early = task.view(bars.upTo(bars.timeAt(day)));
      Series late = task.view(bars).upTo(bars.timeAt(day));
      assertThat(early.target()).containsExactly(late.target());
      assertThat(MarketTask.of(early)).isEqualTo(task);
      assertThat(task.floor(early)).isEqualTo(task.floor(late));
    }
  }

  @Test
  void whoKnowsNothingForecastsTheWalk() {
    assertThat(MarketTask.PRICE.floor(WEEK)).isEqualTo(99);
    assertThat(MarketTask.RETURN.floor(MarketTask.RETURN.view(WEEK))).isZero();
    assertThat(MarketTask.DIRECTION.floor(MarketTask.DIRECTION.view(WEEK))).isEqualTo(0.5);
  }

  @Test
  void anUnknownTaskIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> MarketTask.parse("profit"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no task \"profit\"; there are [price, return, volatility, direction]");
  }
}
