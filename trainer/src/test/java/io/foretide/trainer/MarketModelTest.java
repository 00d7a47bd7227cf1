package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.models.baseline.DriftKind;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.direction.AdmKind;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.TrainingTrigger;
import io.foretide.schemas.VersionPublished;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketModelTest {
  private static final int DAYS = 900;

  @TempDir Path folder;

  @Test
  void barsAreJudgedAgainstTheWalkAndOnlyWhatSurelyBeatsItIsPromoted() {
    try (Shop market = new Shop(TestStack.shared().topics(), folder)) {
      double[] close = rememberingWalk();
      market.trades("A", DAYS, day -> close[(int) day]);
      market.asks(null, Map.of(), TrainingTrigger.FIRST_UPLOAD);
      market.asks("drift", Map.of());
      String last = market.asks("adm", Map.of());
      try (TrainerService trainer =
          new TrainerService(
              market.config("one"),
              List.of(new NaiveKind(), new SeasonalNaiveKind(), new DriftKind(), new AdmKind()),
              new SimpleMeterRegistry(),
              Clock.systemUTC())) {
        trainer.start();
        market.awaitEnd(last);
      }

      ModelDefined defined = market.events(ModelDefined.class).get(0);
      assertThat(defined.getTask()).isEqualTo("price");
      assertThat(defined.getKind()).isEqualTo("naive");
      List<VersionPublished> versions = market.events(VersionPublished.class);
      assertThat(versions)
          .allSatisfy(
              version -> {
                assertThat(version.getProvenance().getTask()).isEqualTo("price");
                assertThat(version.getScorecard().getBaselineKind()).isEqualTo("naive");
                assertThat(version.getScorecard().getBaseline()).containsEntry("skill", 0.0);
                assertThat(version.getScorecard().getMetrics())
                    .containsKeys("skill.low", "direction.high", "majority", "R2", "R2.walk");
              });
      List<AliasMoved> moves = market.events(AliasMoved.class);
      assertThat(moves)
          .extracting(AliasMoved::getAlias)
          .containsExactly("champion", "challenger", "champion");
      assertThat(moves.get(1).getWhy()).contains("not surely better");
      assertThat(moves.get(2).getNumbers().get("newcomer.skill.low")).isPositive();
    }
  }

  @Test
  void whatIsSaidOfASymbolIsThereForTheModelsOfItsBars() {
    try (Shop market = new Shop(TestStack.shared().topics(), folder)) {
      double[] returns = new Random(7).doubles(DAYS + 1, -0.02, 0.02).toArray();
      double[] close = new double[DAYS];
      close[0] = 100;
      for (int day = 1; day < DAYS; day++) {
        close[day] = close[day - 1] * Math.exp(returns[day]);
      }
      market.trades("A", DAYS, day -> close[(int) day]);
      market.asks(null, Map.of(), TrainingTrigger.FIRST_UPLOAD);
      String deaf = market.asks("adm", Map.of());
      try (TrainerService trainer =
          new TrainerService(
              market.config("one"),
              List.of(new NaiveKind(), new AdmKind()),
              new SimpleMeterRegistry(),
              Clock.systemUTC())) {
        trainer.start();
        market.awaitEnd(deaf);
        // Whoever says it knows tomorrow.
        market.hears("A", DAYS, day -> 50 * returns[(int) day + 1]);
        market.awaitEnd(market.asks("adm", Map.of()));
      }

      List<VersionPublished> versions = market.events(VersionPublished.class);
      // It helps with the first of the seven days; those after it are not known.
      assertThat(skill(versions.get(1))).isLessThan(0.02);
      assertThat(skill(versions.get(2))).isGreaterThan(0.04);
    }
  }

  private static double skill(VersionPublished version) {
    return version.getScorecard().getMetrics().get("skill");
  }

  /** Each return repeats half of the one before it. */
  private static double[] rememberingWalk() {
    Random random = new Random(4);
    double[] close = new double[DAYS];
    double price = 100;
    double change = 0;
    for (int day = 0; day < DAYS; day++) {
      change = 0.6 * change + 0.01 * random.nextGaussian();
      price *= Math.exp(change);
      close[day] = price;
    }
    return close;
  }
}
