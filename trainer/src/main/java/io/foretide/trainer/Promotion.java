package io.foretide.trainer;

import io.foretide.models.evaluation.MarketScores;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.schemas.PromotionPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a newcomer becomes champion, and why.
 *
 * <p>Under {@code BETTER} it does if it scores no worse than the champion at the same cutoffs and
 * no worse than the naive floor. The champion's own recipe on newer data always does. Where there
 * is no champion, something that is served and known to be poor beats nothing. Where scores are
 * missing nothing can be said to be better, and the champion stays.
 *
 * <p>On a market that is not enough: most kinds come out a little above or below the random walk by
 * chance. There a newcomer must be surely better, and nothing is served rather than something that
 * is not; but the floor itself may be, until something beats it.
 *
 * @param promoted whether champion moves
 * @param why one line for a person, with the numbers
 * @param numbers the numbers that it was decided on
 */
record Promotion(boolean promoted, String why, Map<String, Double> numbers) {
  /** In this order: MASE, or where no series has a scale, MAE. */
  private static final List<Metric> DECIDING = List.of(Metric.MASE, Metric.MAE);

  /** What a market is decided on. */
  private static final List<String> SKILL = List.of("skill", "skill.low", "skill.high", "skill.p");

  private static final double ROUNDING = 1e-9;

  Promotion {
    numbers = Map.copyOf(numbers);
  }

  static Promotion decide(
      PromotionPolicy policy, Candidate newcomer, Optional<Candidate> champion, Floor floor) {
    Comparison comparison = Comparison.of(newcomer, champion, floor);
    return switch (policy) {
      case ALWAYS -> comparison.promote(newcomer, champion, "the policy is to promote always");
      case MANUAL -> comparison.keep(newcomer, champion, "promotion is up to an operator");
      case BETTER -> better(comparison, newcomer, champion, floor.market());
    };
  }

  private static Promotion better(
      Comparison comparison, Candidate newcomer, Optional<Candidate> champion, boolean market) {
    if (market && !comparison.isFloor()) {
      Optional<MarketScores> scores = newcomer.scorecard().flatMap(Scorecard::market);
      if (scores.isEmpty()) {
        return comparison.keep(
            newcomer, champion, "no backtest says that it beats the random walk");
      }
      if (!scores.get().beatsFloor()) {
        return comparison.keep(newcomer, champion, againstWalk(scores.get()));
      }
    }
    if (champion.isEmpty()) {
      return comparison.promote(newcomer, champion, comparison.againstFloor());
    }
    if (newcomer.recipe().isPresent() && newcomer.recipe().equals(champion.get().recipe())) {
      return comparison.promote(newcomer, champion, "the same recipe on newer data");
    }
    if (Double.isNaN(comparison.newcomer) || Double.isNaN(comparison.champion)) {
      String missing = Double.isNaN(comparison.newcomer) ? newcomer.name() : champion.get().name();
      return comparison.keep(
          newcomer,
          champion,
          missing + " has no backtest on this data; promote by hand if it should be served");
    }
    if (comparison.newcomer > comparison.floor + ROUNDING) {
      return comparison.keep(newcomer, champion, comparison.againstFloor());
    }
    return comparison.newcomer <= comparison.champion + ROUNDING
        ? comparison.promote(newcomer, champion, comparison.againstChampion())
        : comparison.keep(newcomer, champion, comparison.againstChampion());
  }

  private static String againstWalk(MarketScores scores) {
    double low = scores.get("skill.low");
    String skill =
        String.format(Locale.ROOT, "skill %.2f %% over the naive floor", 100 * scores.get("skill"));
    return Double.isNaN(low)
        ? skill + ", on too few cutoffs to be sure of; define the model with more"
        : skill
            + String.format(
                Locale.ROOT,
                ", 95 %% interval %.2f to %.2f %%, p %.3f: not surely better",
                100 * low,
                100 * scores.get("skill.high"),
                scores.get("skill.p"));
  }

  /**
   * The scores side by side; NaN where one is missing.
   *
   * @param isFloor whether the newcomer is the naive floor itself
   * @param market what the newcomer is worth on a market, by name; empty elsewhere
   */
  private record Comparison(
      String metric,
      double newcomer,
      double champion,
      double floor,
      int cutoffs,
      boolean isFloor,
      Map<String, Double> market) {

    static Comparison of(Candidate newcomer, Optional<Candidate> champion, Floor floor) {
      Metric metric =
          DECIDING.stream()
              .filter(m -> !Double.isNaN(score(newcomer.scorecard(), m)))
              .findFirst()
              .orElse(DECIDING.get(0));
      return new Comparison(
          metric.label(),
          score(newcomer.scorecard(), metric),
          score(champion.flatMap(Candidate::scorecard), metric),
          score(floor.scorecard(), metric),
          newcomer.scorecard().map(Scorecard::cutoffs).map(Map::size).orElse(0),
          newcomer.recipe().map(Recipe::kind).filter(floor.kind()::equals).isPresent(),
          newcomer
              .scorecard()
              .flatMap(Scorecard::market)
              .map(MarketScores::values)
              .orElse(Map.of()));
    }

    private static double score(Optional<Scorecard> scorecard, Metric metric) {
      return scorecard.map(card -> card.get(metric)).orElse(Double.NaN);
    }

    Promotion promote(Candidate newcomer, Optional<Candidate> champion, String reason) {
      String over = champion.map(c -> " over " + c.name()).orElse("");
      return new Promotion(true, "promoted " + newcomer.name() + over + ": " + reason, numbers());
    }

    Promotion keep(Candidate newcomer, Optional<Candidate> champion, String reason) {
      String kept =
          champion
              .map(c -> "kept " + c.name() + " over " + newcomer.name())
              .orElse("did not promote " + newcomer.name());
      return new Promotion(false, kept + ": " + reason, numbers());
    }

    String againstChampion() {
      return against(champion, "");
    }

    String againstFloor() {
      if (Double.isNaN(newcomer)) {
        return "the first version; the data is too short for a backtest";
      }
      return Double.isNaN(floor)
          ? String.format(Locale.ROOT, "the first version, %s %.3f", metric, newcomer)
          : against(floor, " of the naive floor");
    }

    private String against(double other, String whose) {
      String relation = newcomer < other ? "<" : newcomer > other ? ">" : "=";
      return String.format(
          Locale.ROOT,
          "%s %.3f %s %.3f%s on %d %s",
          metric,
          newcomer,
          relation,
          other,
          whose,
          cutoffs,
          cutoffs == 1 ? "cutoff" : "cutoffs");
    }

    Map<String, Double> numbers() {
      Map<String, Double> numbers = new TreeMap<>();
      put(numbers, "newcomer", newcomer);
      put(numbers, "champion", champion);
      put(numbers, "floor", floor);
      numbers.put("cutoffs", (double) cutoffs);
      SKILL.forEach(name -> put(numbers, market, name));
      return numbers;
    }

    private static void put(Map<String, Double> numbers, Map<String, Double> all, String name) {
      if (all.containsKey(name)) {
        numbers.put("newcomer." + name, all.get(name));
      }
    }

    private void put(Map<String, Double> numbers, String whose, double score) {
      if (!Double.isNaN(score)) {
        numbers.put(whose + "." + metric, score);
      }
    }
  }
}
