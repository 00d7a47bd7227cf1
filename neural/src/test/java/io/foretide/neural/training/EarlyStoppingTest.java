package io.foretide.neural.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  @Test
  void theBestWeightsAreKeptNotTheLast() {
    EarlyStopping stopping = new EarlyStopping(3);
    stopping.judge(1, 0.5, new float[] {1});
    stopping.judge(2, 0.4, new float[] {2});
    stopping.judge(3, 0.6, new float[] {3});

    assertThat(stopping.best()).containsExactly(2);
    assertThat(stopping.bestEpoch()).isEqualTo(2);
    assertThat(stopping.bestLoss()).isEqualTo(0.4);
  }

  @Test
  void itSlowsDownFirstAndStopsWhenPatienceEnds() {
    EarlyStopping stopping = new EarlyStopping(4);
    float[] weights = {1};
    assertThat(stopping.judge(1, 0.5, weights)).isEqualTo(EarlyStopping.Verdict.GO_ON);
    assertThat(stopping.judge(2, 0.6, weights)).isEqualTo(EarlyStopping.Verdict.GO_ON);
    assertThat(stopping.judge(3, 0.6, weights)).isEqualTo(EarlyStopping.Verdict.SLOW_DOWN);
    assertThat(stopping.judge(4, 0.6, weights)).isEqualTo(EarlyStopping.Verdict.GO_ON);
    assertThat(stopping.judge(5, 0.6, weights)).isEqualTo(EarlyStopping.Verdict.STOP);
  }

  @Test
  void gainsTooSmallToMatterAreKeptButNotWaitedFor() {
    EarlyStopping stopping = new EarlyStopping(2);
    stopping.judge(1, 0.5, new float[] {1});
    stopping.judge(2, 0.49999, new float[] {2});
    assertThat(stopping.judge(3, 0.49998, new float[] {3})).isEqualTo(EarlyStopping.Verdict.STOP);
    assertThat(stopping.best()).containsExactly(3);
  }

  @Test
  void aLossThatIsNoNumberIsNeverTheBest() {
    EarlyStopping stopping = new EarlyStopping(2);
    stopping.judge(1, Double.NaN, new float[] {1});
    assertThat(stopping.judge(2, Double.NaN, new float[] {1}))
        .isEqualTo(EarlyStopping.Verdict.STOP);
    assertThat(stopping.bestEpoch()).isZero();
  }
}
