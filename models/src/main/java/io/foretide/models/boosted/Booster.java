package io.foretide.models.boosted;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One LightGBM booster. Predicting is safe for many threads at once (the library takes a shared
 * lock); closing is not, see {@link LightGbmModel}.
 */
final class Booster implements AutoCloseable {
  private final LGBMBooster booster;

  private Booster(LGBMBooster booster) {
    this.booster = booster;
  }

  /**
   * Fits trees to the rows; the same rows, options and seed give the same trees.
   *
   * @param objective LightGBM's name of what is minimised
   * @param rounds how many trees
   * @param eachTree run before each tree; may throw to give up
   */
  static Booster fit(
      TrainingRows rows,
      Features features,
      LightGbmOptions options,
      String objective,
      int rounds,
      long seed,
      Runnable eachTree) {
    Matrix matrix =
        new Matrix(
            rows.features(),
            features.names(),
            features.categories().count(),
            rows.targets(),
            rows.weights());
    return fit(matrix, options, objective, rounds, seed, eachTree);
  }

  /** The same on any rows. */
  static Booster fit(
      Matrix rows,
      LightGbmOptions options,
      String objective,
      int rounds,
      long seed,
      Runnable eachTree) {
    NativeLibrary.require();
    String parameters =
        String.join(
            " ",
            List.of(
                "objective=" + objective,
                "learning_rate=" + options.learningRate(),
                "num_leaves=" + options.leaves(),
                "min_data_in_leaf=" + Math.max(1, Math.min(options.minLeaf(), rows.count() / 20)),
                "feature_fraction=" + options.features(),
                "lambda_l2=1",
                "seed=" + (int) (seed & 0x7fffffff),
                "deterministic=true",
                "force_row_wise=true",
                // Bags run side by side. One thread each gives the same trees on any machine, and
                // LightGBM's own threads spin while they wait for each other on a busy one.
                "num_threads=1",
                "categorical_feature="
                    + IntStream.range(0, rows.categories())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")),
                "verbosity=-1"));
    try (LGBMDataset data =
        LGBMDataset.createFromMat(
            rows.features(), rows.count(), rows.names().size(), true, parameters, null)) {
      data.setField("label", rows.targets());
      data.setField("weight", rows.weights());
      data.setFeatureNames(
          rows.names().stream().map(name -> name.replace(' ', '_')).toArray(String[]::new));
      Booster booster = new Booster(LGBMBooster.create(data, parameters));
      try {
        booster.grow(rounds, eachTree);
        return booster;
      } catch (RuntimeException | LGBMException e) {
        booster.close();
        throw e;
      }
    } catch (LGBMException e) {
      throw new IllegalStateException("LightGBM: " + e.getMessage(), e);
    }
  }

  private void grow(int rounds, Runnable eachTree) throws LGBMException {
    boolean more = true;
    for (int round = 0; round < rounds && more; round++) {
      eachTree.run();
      more = !booster.updateOneIter();
    }
  }

  static Booster parse(String text) {
    NativeLibrary.require();
    try {
      return new Booster(LGBMBooster.loadModelFromString(text));
    } catch (LGBMException e) {
      throw new IllegalStateException("LightGBM: " + e.getMessage(), e);
    }
  }

  /** LightGBM's own text form. */
  String text() {
    try {
      return booster.saveModelToString(0, -1, FeatureImportanceType.GAIN);
    } catch (LGBMException e) {
      throw new IllegalStateException("LightGBM: " + e.getMessage(), e);
    }
  }

  /** One value per row of {@code features}, which lie row by row. */
  double[] predict(float[] features, int rows) {
    if (rows == 0) {
      return new double[0];
    }
    try {
      return booster.predictForMat(
          features,
          rows,
          features.length / rows,
          true,
          PredictionType.C_API_PREDICT_NORMAL,
          "num_threads=1 verbosity=-1");
    } catch (LGBMException e) {
      throw new IllegalStateException("LightGBM: " + e.getMessage(), e);
    }
  }

  /** Per feature: the gain of all its splits, or how many there are. */
  double[] importance(boolean gain) {
    try {
      return booster.featureImportance(
          -1, gain ? FeatureImportanceType.GAIN : FeatureImportanceType.SPLIT);
    } catch (LGBMException e) {
      throw new IllegalStateException("LightGBM: " + e.getMessage(), e);
    }
  }

  /** A value per leaf, and a feature and a threshold per split. */
  long parameters() {
    long splits = (long) Arrays.stream(importance(false)).sum();
    long trees = text().lines().filter(line -> line.startsWith("Tree=")).count();
    return 3 * splits + trees;
  }

  /** Frees the native memory; to be called once. */
  @Override
  public void close() {
    try {
      booster.close();
    } catch (LGBMException e) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "LightGBM: %s", e.getMessage()), e);
    }
  }
}
