package io.foretide.registry.catalogue;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.KindBenchmark;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.KindSetting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A kind, as the catalogue shows it: its card, and what was measured of it. */
@Says("A kind: an architecture that can be trained.")
record Kind(
    @Says("Lower-case words joined by hyphens.") String id,
    @Says("For a person.") String name,
    @Says("Family of the kind.") String category,
    @Says("What it is for, in its author's words.") List<String> useCases,
    @Says("In a few sentences.") String description,
    @Says("What it does well.") List<String> strengths,
    @Says("What it does badly, honestly.") List<String> weaknesses,
    @Says("When to take it first.") String bestFor,
    @Says("What the data must offer.") String dataNeeds,
    @Says("Observations per series below which it refuses to fit.") int minimumSamples,
    @Says("Observations per series from which it is at its best.") int recommendedSamples,
    @Says("What can be read out of a fitted model.") String explainability,
    @Says("Can learn from new observations without a new fit.") boolean onlineLearning,
    @Says("Can start from a version trained elsewhere.") boolean transferLearning,
    @Says("Is of little use without a GPU.") boolean needsGpu,
    @Says(
            "How quickly a version of it forecasts a series: within 1, 10, 100 or 1,000 ms, or"
                + " longer; or that it was not measured.")
        String latency,
    @Says("What a fit of it takes; or that it was not measured.") String memory,
    @Says("Author, year and title.") String paper,
    @Says("In the order of the form.") List<KindSetting> settings,
    @Says("Names of its variants: sets of defaults; empty if there are none.")
        List<String> variants,
    @Says("Whether a version of it has beaten the naive floor here.") boolean productionReady,
    @Says("Why it is called ready, or not.") String readiness,
    Measured measured,
    @Says("The latest benchmark that somebody published; absent if nobody did.")
        Optional<KindBenchmark> benchmark) {
  private static final String VARIANT = "variant";
  private static final String NOT_MEASURED = "not measured: ";

  static Kind of(KindListing card, Measured measured, Optional<KindBenchmark> benchmark) {
    return new Kind(
        card.getId(),
        card.getName(),
        card.getCategory(),
        card.getUseCases(),
        card.getDescription(),
        card.getStrengths(),
        card.getWeaknesses(),
        card.getBestFor(),
        card.getDataNeeds(),
        card.getMinimumSamples(),
        card.getRecommendedSamples(),
        card.getExplainability(),
        card.getOnlineLearning(),
        card.getTransferLearning(),
        card.getNeedsGpu(),
        measured
            .forecastMillis()
            .or(() -> benchmark.map(told -> told.getValues().get("inference_p50")))
            .map(Kind::latency)
            .orElse(NOT_MEASURED + "no version of it is served, and no benchmark was published"),
        benchmark
            .map(told -> told.getValues().get("memory"))
            .map(Kind::memory)
            .orElse(NOT_MEASURED + "no benchmark was published"),
        card.getPaper(),
        card.getSettings(),
        card.getSettings().stream()
            .filter(setting -> setting.getName().equals(VARIANT))
            .flatMap(setting -> setting.getChoices().stream())
            .toList(),
        measured.betterThanFloor() > 0,
        readiness(measured),
        measured,
        benchmark);
  }

  private static String latency(double millis) {
    return IntStream.of(1, 10, 100, 1000)
        .filter(limit -> millis <= limit)
        .mapToObj(limit -> "within " + limit + " ms")
        .findFirst()
        .orElse("over a second");
  }

  private static String memory(double megabytes) {
    return String.format(Locale.ROOT, "a fit takes %,.0f MB beyond the process's own", megabytes);
  }

  private static String readiness(Measured measured) {
    if (measured.versions() == 0) {
      return "not trained here so far";
    }
    return "%d of %d versions erred less than the naive floor"
        .formatted(measured.betterThanFloor(), measured.versions());
  }
}
