package io.foretide.registry.catalogue;

import io.foretide.registry.catalogue.UseCase.Fit;
import io.foretide.schemas.KindListing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ranks kinds for a use case: first by what their cards say they are for, then by what their
 * versions showed on this installation's data, which can move a kind past any wording.
 */
final class Recommender {
  /** Erring a fifth less than the floor counts as much as being made for the use case. */
  private static final double SKILL_WEIGHT = 15;

  private final Kinds kinds;
  private final Measurements measurements;

  Recommender(Kinds kinds, Measurements measurements) {
    this.kinds = kinds;
    this.measurements = measurements;
  }

  /**
   * @param samples observations per series that there are, where known
   */
  List<Recommendation> recommend(UseCase useCase, Optional<Integer> samples) {
    List<Recommendation> found = new ArrayList<>();
    for (KindListing card : kinds.all()) {
      List<Fit> fits = useCase.fits(card);
      if (!fits.isEmpty()) {
        found.add(judge(card, fits, samples));
      }
    }
    found.sort(
        Comparator.comparingDouble(Recommendation::score)
            .reversed()
            .thenComparing(Recommendation::kind));
    List<Recommendation> ranked = new ArrayList<>();
    found.forEach(one -> ranked.add(one.ranked(ranked.size() + 1)));
    return ranked;
  }

  private Recommendation judge(KindListing card, List<Fit> fits, Optional<Integer> samples) {
    List<String> reasons = new ArrayList<>();
    List<String> caveats = new ArrayList<>();
    double score = fits.stream().mapToInt(Fit::weight).sum();
    fits.stream().limit(2).forEach(fit -> reasons.add(fit.where() + ": " + fit.text()));
    Measured measured = measurements.of(card.getId());
    Optional<Double> skill = measured.skill();
    if (skill.isPresent()) {
      score += SKILL_WEIGHT * Math.max(-1, skill.get());
      (skill.get() > 0 ? reasons : caveats).add(told(measured, skill.get()));
    } else {
      caveats.add("not trained here so far");
    }
    if (samples.isPresent()) {
      score += enough(card, samples.get(), reasons, caveats);
    }
    card.getWeaknesses().stream().limit(2).forEach(caveats::add);
    return new Recommendation(
        0,
        card.getId(),
        card.getName(),
        card.getCategory(),
        Math.round(score * 100) / 100.0,
        reasons,
        caveats);
  }

  private static String told(Measured measured, double skill) {
    return String.format(
        Locale.ROOT,
        "measured here: MASE %.3f against %.3f of the naive floor (%+.0f %%), median of %d versions",
        measured.mase().orElseThrow(),
        measured.baselineMase().orElseThrow(),
        -100 * skill,
        measured.versions());
  }

  private static double enough(
      KindListing card, int samples, List<String> reasons, List<String> caveats) {
    if (samples < card.getMinimumSamples()) {
      caveats.add(
          "refuses fewer than %d observations per series; there are %d"
              .formatted(card.getMinimumSamples(), samples));
      return -100;
    }
    if (samples < card.getRecommendedSamples()) {
      caveats.add(
          "at its best from %d observations per series; there are %d"
              .formatted(card.getRecommendedSamples(), samples));
      return -1;
    }
    reasons.add(
        "%d observations per series are enough for it: it recommends %d"
            .formatted(samples, card.getRecommendedSamples()));
    return 1;
  }
}
