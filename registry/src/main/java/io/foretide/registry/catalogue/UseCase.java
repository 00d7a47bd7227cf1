package io.foretide.registry.catalogue;

import io.foretide.schemas.KindListing;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What somebody wants to do, and the words by which a card says that it is for that.
 *
 * @param id lower-case words joined by hyphens
 * @param words beginnings of words
 */
record UseCase(String id, String name, Set<String> words) {
  static final List<UseCase> KNOWN =
      List.of(
          of("demand-forecasting", "Demand forecasting", "demand", "sales", "retail", "product"),
          of("price-forecasting", "Price forecasting", "price"),
          of("volatility-forecasting", "Volatility forecasting", "volatil"),
          of("direction-forecasting", "Direction of prices", "direction"),
          of("regime-detection", "Regime detection", "regime"),
          of("cross-asset-effects", "Cross-asset effects", "cross-asset", "graph", "spillover"),
          of("execution", "Execution", "execution"),
          of("allocation", "Allocation", "allocation", "portfolio"),
          of("fraud", "Fraud", "fraud"),
          of("credit-risk", "Credit risk", "credit"),
          of("news", "News and sentiment", "news", "sentiment"),
          of("anomaly-detection", "Anomaly detection", "anomal"));

  private static UseCase of(String id, String name, String... words) {
    return new UseCase(id, name, Set.of(words));
  }

  /** The use case of that id; or one made of the words, for whoever says it differently. */
  static UseCase named(String text) {
    String id = text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
    return KNOWN.stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseGet(() -> new UseCase(id, text.strip(), wordsOf(id)));
  }

  private static Set<String> wordsOf(String id) {
    Set<String> words = new LinkedHashSet<>();
    Arrays.stream(id.split("[^\\p{L}\\p{N}]+"))
        .filter(word -> word.length() > 3 && !word.equals("forecasting"))
        .forEach(words::add);
    return words;
  }

  /** Where the card speaks of it, most telling first; empty if nowhere. */
  List<Fit> fits(KindListing card) {
    return List.of(
            fit(3, "made for", card.getUseCases()),
            fit(2, "best for", List.of(card.getBestFor())),
            fit(1, "strength", card.getStrengths()),
            fit(1, "described as", List.of(card.getDescription())))
        .stream()
        .filter(fit -> fit.weight() > 0)
        .toList();
  }

  /**
   * One place where a card speaks of a use case.
   *
   * @param weight how much that says, 0 for nothing
   */
  record Fit(int weight, String where, String text) {}

  private Fit fit(int weight, String where, List<String> texts) {
    return texts.stream()
        .filter(this::speaksOfIt)
        .findFirst()
        .map(text -> new Fit(weight, where, text))
        .orElse(new Fit(0, where, ""));
  }

  private boolean speaksOfIt(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return words.stream()
        .anyMatch(
            word -> {
              int at = lower.indexOf(word);
              return at == 0 || (at > 0 && !Character.isLetterOrDigit(lower.charAt(at - 1)));
            });
  }
}
