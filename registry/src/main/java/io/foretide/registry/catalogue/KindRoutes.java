package io.foretide.registry.catalogue;

import io.foretide.registry.versions.Deployments;
import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Page;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.KindListing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The catalogue over HTTP. */
public final class KindRoutes implements Api {
  private static final String TAG = "catalogue";

  private final Kinds kinds;
  private final Models models;
  private final Measurements measurements;
  private final Benchmarks benchmarks;
  private final Recommender recommender;

  public KindRoutes(Kinds kinds, Models models, Deployments deployments, Benchmarks benchmarks) {
    this.kinds = kinds;
    this.models = models;
    this.measurements = new Measurements(models, deployments);
    this.benchmarks = benchmarks;
    this.recommender = new Recommender(kinds, measurements);
  }

  /** What is wanted of a kind. */
  record Wanted(
      @Says("Only this family.") Optional<String> category,
      @Says(
              value = "Only those whose card speaks of it: an id of /models/use-cases, or words.",
              name = "use_case")
          Optional<String> useCase,
      @Says(
              value = "Only those that are ready, or only those that are not.",
              name = "production_ready")
          Optional<Boolean> productionReady,
      @Says("Only those with this text in id, name or description.") Optional<String> search,
      Paging paging) {}

  /** What a recommendation is for. */
  record For(
      @Says(value = "An id of /models/use-cases, or words.", name = "use_case") String useCase,
      @Says("Model whose data it is to learn from, to compare with what a kind needs.")
          Optional<String> model) {}

  @Says("A family of kinds.")
  record Category(
      String category,
      @Says("How many kinds it has.") int count,
      @Says("Ids.") List<String> kinds) {}

  @Says("Something that kinds are for.")
  record UseCaseView(
      String id,
      String name,
      @Says("Ids, in the order of the recommendation.") List<String> kinds) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/models/list")
            .says(TAG, "Kinds that can be trained, with filters")
            .at(Wanted.class)
            .answers(Answer.page(Kind.class), call -> list(call.at())),
        Route.get("/models/categories")
            .says(TAG, "Families of kinds")
            .answers(Answer.list(Category.class), call -> categories()),
        Route.get("/models/use-cases")
            .says(TAG, "What kinds are for, and which are for it")
            .answers(Answer.list(UseCaseView.class), call -> useCases()),
        Route.get("/models/recommend")
            .says(TAG, "Kinds for a use case, ranked, with reasons; empty if none is for it")
            .at(For.class)
            .answers(Answer.list(Recommendation.class), call -> recommend(call.at())),
        Route.get("/kinds")
            .says(TAG, "The same as /models/list")
            .at(Wanted.class)
            .answers(Answer.page(Kind.class), call -> list(call.at())),
        Route.get("/kinds/{kind}")
            .says(TAG, "A kind's card, settings and measurements")
            .at(KindAt.class)
            .answers(Answer.of(Kind.class), call -> kind(call.at().kind())),
        Route.get("/models/{kind}")
            .says(TAG, "A kind's card, settings and measurements")
            .at(KindAt.class)
            .answers(Answer.of(Kind.class), call -> kind(call.at().kind())));
  }

  private Kind kind(String id) {
    if (kinds.find(id).isEmpty() && models.find(id).isPresent()) {
      throw new CodedException(
          "FT-1605", "\"%s\" is a model, not a kind; see /models/%s/overview".formatted(id, id));
    }
    return view(kinds.kind(id));
  }

  private Kind view(KindListing card) {
    return Kind.of(card, measurements.of(card.getId()), benchmarks.of(card.getId()));
  }

  private Page<Kind> list(Wanted wanted) {
    Optional<UseCase> useCase = wanted.useCase().map(UseCase::named);
    List<Kind> found =
        kinds.all().stream()
            .filter(card -> wanted.category().stream().allMatch(card.getCategory()::equals))
            .filter(card -> useCase.stream().noneMatch(use -> use.fits(card).isEmpty()))
            .filter(card -> wanted.search().stream().allMatch(text -> speaksOf(card, text)))
            .map(this::view)
            .filter(
                kind ->
                    wanted.productionReady().stream()
                        .allMatch(ready -> ready == kind.productionReady()))
            .toList();
    return wanted.paging().of(found);
  }

  private static boolean speaksOf(KindListing card, String text) {
    return (card.getId() + '\n' + card.getName() + '\n' + card.getDescription())
        .toLowerCase(Locale.ROOT)
        .contains(text.toLowerCase(Locale.ROOT));
  }

  private List<Category> categories() {
    Map<String, List<String>> byCategory =
        kinds.all().stream()
            .collect(
                Collectors.groupingBy(
                    KindListing::getCategory,
                    TreeMap::new,
                    Collectors.mapping(KindListing::getId, Collectors.toList())));
    return byCategory.entrySet().stream()
        .map(entry -> new Category(entry.getKey(), entry.getValue().size(), entry.getValue()))
        .toList();
  }

  private List<UseCaseView> useCases() {
    return UseCase.KNOWN.stream()
        .map(
            use ->
                new UseCaseView(
                    use.id(),
                    use.name(),
                    recommender.recommend(use, Optional.empty()).stream()
                        .map(Recommendation::kind)
                        .toList()))
        .toList();
  }

  private List<Recommendation> recommend(For asked) {
    return recommender.recommend(
        UseCase.named(asked.useCase()), asked.model().map(models::model).flatMap(this::samples));
  }

  /** Observations per series that the newest version learned from. */
  private Optional<Integer> samples(ModelHistory model) {
    List<Published> versions = model.versions();
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    var provenance = versions.get(versions.size() - 1).version().getProvenance();
    return Optional.of((int) (provenance.getObservations() / Math.max(1, provenance.getSeries())));
  }
}
