package io.foretide.models.kind;

import java.util.List;

/**
 * What the catalogue says of a kind. Latency, memory and readiness are measured, and travel apart;
 * this is what the author of the kind knows, its weaknesses honestly among them.
 *
 * @param id lower-case words joined by hyphens: {@code seasonal-naive}
 * @param category baseline, additive, recurrent, convolution, attention, linear, boosted, ensembles
 *     …
 * @param dataNeeds what the data must offer, in a sentence
 * @param minimumSamples observations per series below which it refuses to fit
 * @param recommendedSamples observations per series from which it is at its best
 * @param explainability what can be read out of a fitted model, in a sentence
 * @param refit whether a backtest fits anew at every cutoff, or goes on from the model of the first
 *     one, see {@link ModelKind#refit} (honest for both: neither sees past a cutoff)
 * @param paper author, year and title
 */
public record KindCard(
    String id,
    String name,
    String category,
    List<String> useCases,
    String description,
    List<String> strengths,
    List<String> weaknesses,
    String bestFor,
    String dataNeeds,
    int minimumSamples,
    int recommendedSamples,
    String explainability,
    boolean onlineLearning,
    boolean transferLearning,
    boolean needsGpu,
    boolean refit,
    String paper) {
  public KindCard {
    useCases = List.copyOf(useCases);
    strengths = List.copyOf(strengths);
    weaknesses = List.copyOf(weaknesses);
  }
}
