package io.foretide.trainer;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.SettingException;
import io.foretide.schemas.VersionPublished;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backtests of a run: the newcomer's, the champion's recipe and the naive floor, all at the
 * same cutoffs. A recipe is backtested once, whoever it belongs to.
 */
final class Judgement {
  private static final Logger LOG = LoggerFactory.getLogger(Judgement.class);

  private final Kinds kinds;
  private final Workshop workshop;
  private final Plan plan;
  private final Map<Recipe, Workshop.Pending<Trial>> begun = new HashMap<>();
  private final Map<Recipe, Optional<Trial>> ended = new HashMap<>();

  Judgement(Kinds kinds, Workshop workshop, Plan plan) {
    this.kinds = kinds;
    this.workshop = workshop;
    this.plan = plan;
  }

  /** The recipe of a version; empty where this trainer does not have its kind. */
  Optional<Recipe> recipeOf(VersionPublished version) {
    return kinds
        .find(version.getKind())
        .map(kind -> Recipe.of(kind, version.getSettings(), version.getSeed()));
  }

  /** Begins the backtest of a recipe, unless it has begun. */
  void begin(Recipe recipe, String label) {
    if (!plan.cutoffs().isEmpty()) {
      begun.computeIfAbsent(recipe, r -> workshop.backtest(kinds.get(r.kind()), r, plan, label));
    }
  }

  /** Begins the backtest of the floor. */
  void beginFloor(Recipe recipe) {
    if (!plan.cutoffs().isEmpty()) {
      ModelKind kind = kinds.get(recipe.kind());
      begun.computeIfAbsent(recipe, r -> workshop.floor(kind, r, plan));
    }
  }

  /**
   * The backtest of a recipe that was begun. Empty where there is none: the data is too short for
   * any cutoff, or at the cutoffs too short for the kind.
   */
  Optional<Trial> of(Recipe recipe) {
    return ended.computeIfAbsent(
        recipe, r -> Optional.ofNullable(begun.get(r)).flatMap(pending -> result(r, pending)));
  }

  /** Whether the champion's scores can be told without another backtest, or not at all. */
  boolean knows(VersionPublished champion) {
    return plan.cutoffs().isEmpty() || recipeOf(champion).map(ended::containsKey).orElse(true);
  }

  /** The champion with the scores of its recipe on this run's data. */
  Candidate candidate(String model, VersionPublished champion) {
    Optional<Recipe> recipe = recipeOf(champion);
    return new Candidate(
        model, champion.getVersion(), recipe, recipe.flatMap(this::of).flatMap(Trial::scorecard));
  }

  private static Optional<Trial> result(Recipe recipe, Workshop.Pending<Trial> pending) {
    try {
      Trial trial = pending.await();
      return trial.windows().isEmpty() ? Optional.empty() : Optional.of(trial);
    } catch (CancellationException e) {
      throw e;
    } catch (FitException | SettingException e) {
      LOG.info("no backtest of {}: {}", recipe.kind(), e.getMessage());
      return Optional.empty();
    } catch (RuntimeException e) {
      // A champion that cannot be backtested any more must not stop every run after it.
      LOG.warn("no backtest of {}", recipe.kind(), e);
      return Optional.empty();
    }
  }
}
