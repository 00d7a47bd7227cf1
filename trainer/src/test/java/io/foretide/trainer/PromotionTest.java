package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.evaluation.MarketScores;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.schemas.PromotionPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionTest {
  private static final Recipe ETS = new Recipe("ets", Map.of(), 42);
  private static final Recipe THETA = new Recipe("theta", Map.of(), 42);

  @ParameterizedTest(name = "{0}: newcomer {1}, champion {2}, floor {3}: {4}")
  @CsvSource({
    "BETTER, 1.02, 1.08, 1.50, promoted sales/14 over sales/11: MASE 1.020 < 1.080 on 1 cutoff",
    "BETTER, 1.08, 1.08, 1.50, promoted sales/14 over sales/11: MASE 1.080 = 1.080 on 1 cutoff",
    "BETTER, 1.20, 1.08, 1.50, kept sales/11 over sales/14: MASE 1.200 > 1.080 on 1 cutoff",
    "BETTER, 1.60, 1.70, 1.50, kept sales/11 over sales/14: MASE 1.600 > 1.500 of the naive floor on 1 cutoff",
    "BETTER, , 1.08, 1.50, kept sales/11 over sales/14: sales/14 has no backtest on this data; promote by hand if it should be served",
    "BETTER, 1.02, , 1.50, kept sales/11 over sales/14: sales/11 has no backtest on this data; promote by hand if it should be served",
    "ALWAYS, 9.99, 1.08, 1.50, promoted sales/14 over sales/11: the policy is to promote always",
    "MANUAL, 0.50, 1.08, 1.50, kept sales/11 over sales/14: promotion is up to an operator",
  })
  void theNumbersDecide(
      PromotionPolicy policy, Double newcomer, Double champion, Double floor, String why) {
    Promotion promotion =
        Promotion.decide(
            policy,
            candidate(14, THETA, newcomer),
            Optional.of(candidate(11, ETS, champion)),
            new Floor("seasonal-naive", scores(floor), false));

    assertThat(promotion.why()).isEqualTo(why);
    assertThat(promotion.promoted()).isEqualTo(why.startsWith("promoted"));
  }

  @Test
  void theChampionsOwnRecipeOnNewerDataIsPromoted() {
    Promotion promotion =
        Promotion.decide(
            PromotionPolicy.BETTER,
            candidate(12, ETS, 1.6),
            Optional.of(candidate(11, ETS, 1.6)),
            new Floor("seasonal-naive", scores(1.5), false));

    assertThat(promotion.promoted()).isTrue();
    assertThat(promotion.why()).contains("the same recipe on newer data");
  }

  @Test
  void theFirstVersionIsServedAndSaysHowPoorItIs() {
    Promotion promotion =
        Promotion.decide(
            PromotionPolicy.BETTER,
            candidate(1, ETS, 1.6),
            Optional.empty(),
            new Floor("seasonal-naive", scores(1.5), false));

    assertThat(promotion.promoted()).isTrue();
    assertThat(promotion.why())
        .isEqualTo("promoted sales/1: MASE 1.600 > 1.500 of the naive floor on 1 cutoff");
    assertThat(promotion.numbers())
        .containsEntry("newcomer.MASE", 1.6)
        .containsEntry("floor.MASE", 1.5)
        .containsEntry("cutoffs", 1.0);
  }

  @Test
  void whereDataIsTooShortForABacktestTheFirstVersionIsServedAndSaysSo() {
    Promotion promotion =
        Promotion.decide(
            PromotionPolicy.BETTER, candidate(1, ETS, null), Optional.empty(), Floor.NONE);

    assertThat(promotion.promoted()).isTrue();
    assertThat(promotion.why()).contains("too short for a backtest");
  }

  private static Candidate candidate(int version, Recipe recipe, Double mase) {
    return new Candidate("sales", version, Optional.of(recipe), scores(mase));
  }

  @Test
  void onAMarketNothingIsServedRatherThanAKindThatIsNotSurelyBetterThanTheWalk() {
    Promotion promotion = onMarket(THETA, 0.9, 0.004, -0.001, Optional.empty());

    assertThat(promotion.promoted()).isFalse();
    assertThat(promotion.why())
        .isEqualTo(
            "did not promote sales/14: skill 0.40 % over the naive floor, 95 % interval -0.10 to"
                + " 0.80 %, p 0.090: not surely better");
    assertThat(promotion.numbers())
        .containsEntry("newcomer.skill", 0.004)
        .containsEntry("newcomer.skill.low", -0.001);
  }

  @Test
  void onAMarketEvenTheChampionsOwnRecipeMustStillBeatTheWalk() {
    assertThat(onMarket(ETS, 0.9, 0.004, -0.001, Optional.of(champion())).why())
        .startsWith("kept sales/11 over sales/14: skill 0.40 %");
    assertThat(onMarket(ETS, 0.9, 0.004, 0.001, Optional.of(champion())).promoted()).isTrue();
  }

  @Test
  void onAMarketWhatSurelyBeatsTheWalkMustStillBeatTheChampion() {
    assertThat(onMarket(THETA, 0.9, 0.004, 0.001, Optional.of(champion())).promoted()).isTrue();
    assertThat(onMarket(THETA, 1.2, 0.004, 0.001, Optional.of(champion())).why())
        .isEqualTo("kept sales/11 over sales/14: MASE 1.200 > 1.000 on 1 cutoff");
  }

  @Test
  void onAMarketTheFloorItselfIsServedUntilSomethingBeatsIt() {
    Recipe naive = new Recipe("naive", Map.of(), 42);

    assertThat(onMarket(naive, 1.5, 0, 0, Optional.empty()).promoted()).isTrue();
  }

  @Test
  void onAMarketAKindWithoutABacktestIsNotServed() {
    Promotion promotion =
        Promotion.decide(
            PromotionPolicy.BETTER,
            candidate(1, THETA, null),
            Optional.empty(),
            new Floor("naive", Optional.empty(), true));

    assertThat(promotion.promoted()).isFalse();
    assertThat(promotion.why())
        .isEqualTo("did not promote sales/1: no backtest says that it beats the random walk");
  }

  private static Candidate champion() {
    return candidate(11, ETS, 1.0);
  }

  private static Promotion onMarket(
      Recipe recipe, double mase, double skill, double low, Optional<Candidate> champion) {
    MarketScores market =
        new MarketScores(
            Map.of(
                "skill",
                skill,
                "skill.low",
                low,
                "skill.high",
                0.008,
                "skill.p",
                low > 0 ? 0.01 : 0.09));
    Scorecard card =
        new Scorecard(
            Map.of(Metric.MASE, mase), Map.of(Instant.EPOCH, Map.of()), 1, Optional.of(market));
    return Promotion.decide(
        PromotionPolicy.BETTER,
        new Candidate("sales", 14, Optional.of(recipe), Optional.of(card)),
        champion,
        new Floor("naive", scores(1.5), true));
  }

  private static Optional<Scorecard> scores(Double mase) {
    return Optional.ofNullable(mase)
        .map(m -> Map.of(Metric.MASE, m))
        .map(
            metrics -> new Scorecard(metrics, Map.of(Instant.EPOCH, metrics), 1, Optional.empty()));
  }
}
