package io.foretide.models.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapsTest {
  private static final double GAP = Double.NaN;

  @Test
  void aGapTakesTheSamePlaceOfThePreviousCycle() {
    double[] filled = Gaps.filled(new double[] {1, 2, 3, 4, GAP, GAP, 7}, 0, 3);
    assertThat(filled).containsExactly(1, 2, 3, 4, 2, 3, 7);
  }

  @Test
  void aGapInTheFirstCycleLiesOnTheLineBetweenItsNeighbours() {
    double[] filled = Gaps.filled(new double[] {GAP, 1, GAP, GAP, 4}, 1, 7);
    assertThat(filled).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aGapAtTheEndRepeatsTheLastValue() {
    assertThat(Gaps.filled(new double[] {5, GAP, GAP}, 0, 1)).containsExactly(5, 5, 5);
  }

  @Test
  void theFirstObservedOfNothingIsTheLength() {
    assertThat(Gaps.firstObserved(new double[] {GAP, GAP})).isEqualTo(2);
  }
}
