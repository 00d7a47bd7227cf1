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

  /**
   * Begins a card. What is not said of a kind is empty, and false.
   *
   * @param category see {@link #category}
   */
  public static Draft of(String id, String name, String category) {
    return new Draft(id, name, category);
  }

  /** A card being written; each method is the component of that name. */
  public static final class Draft {
    private final String id;
    private final String name;
    private final String category;
    private List<String> useCases = List.of();
    private String description = "";
    private List<String> strengths = List.of();
    private List<String> weaknesses = List.of();
    private String bestFor = "";
    private String dataNeeds = "";
    private int minimumSamples = 1;
    private int recommendedSamples = 1;
    private String explainability = "";
    private boolean onlineLearning;
    private boolean transferLearning;
    private boolean needsGpu;
    private boolean refit;
    private String paper = "";

    private Draft(String id, String name, String category) {
      this.id = id;
      this.name = name;
      this.category = category;
    }

    public Draft useCases(String... cases) {
      useCases = List.of(cases);
      return this;
    }

    public Draft description(String text) {
      description = text;
      return this;
    }

    public Draft strengths(String... texts) {
      strengths = List.of(texts);
      return this;
    }

    public Draft weaknesses(String... texts) {
      weaknesses = List.of(texts);
      return this;
    }

    public Draft bestFor(String text) {
      bestFor = text;
      return this;
    }

    public Draft dataNeeds(String text) {
      dataNeeds = text;
      return this;
    }

    /** Observations per series, see the components of these names. */
    public Draft samples(int minimum, int recommended) {
      minimumSamples = minimum;
      recommendedSamples = recommended;
      return this;
    }

    public Draft explainability(String text) {
      explainability = text;
      return this;
    }

    public Draft onlineLearning() {
      onlineLearning = true;
      return this;
    }

    public Draft transferLearning() {
      transferLearning = true;
      return this;
    }

    public Draft needsGpu() {
      needsGpu = true;
      return this;
    }

    /** A backtest fits anew at every cutoff. */
    public Draft refit() {
      refit = true;
      return this;
    }

    public Draft paper(String text) {
      paper = text;
      return this;
    }

    public KindCard build() {
      return new KindCard(
          id,
          name,
          category,
          useCases,
          description,
          strengths,
          weaknesses,
          bestFor,
          dataNeeds,
          minimumSamples,
          recommendedSamples,
          explainability,
          onlineLearning,
          transferLearning,
          needsGpu,
          refit,
          paper);
    }
  }
}
