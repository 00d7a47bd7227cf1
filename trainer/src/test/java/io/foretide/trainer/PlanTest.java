package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.PromotionPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void barsAreJudgedBesideTheWalkThoughTheirModelNamesNoTask() {
    assertThat(plan("", "close", "open", "high", "low").isMarket()).isTrue();
    assertThat(plan("return", "close").isMarket()).isTrue();
    assertThat(plan("", "close").isMarket()).isFalse();
    assertThat(plan("", "sales", "open", "high", "low").isMarket()).isFalse();
  }

  private static Plan plan(String task, String target, String... others) {
    ModelDefined model =
        ModelDefined.newBuilder()
            .setDataset("d")
            .setStorageStep("P1D")
            .setStep("P1D")
            .setHorizon(1)
            .setLevels(List.of(0.5))
            .setKind("naive")
            .setPromotion(PromotionPolicy.BETTER)
            .setTask(task)
            .build();
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put(target, values());
    Arrays.stream(others).forEach(name -> columns.put(name, values()));
    Series series =
        new Series(new SeriesId("d", List.of("A")), Step.DAY, 0, target, columns, Map.of());
    return Plan.of(model, new Dataset("d", Step.DAY, List.of(series)), 1, Instant.MIN);
  }

  private static double[] values() {
    return new double[] {1, 2, 3, 4, 5, 6, 7, 8};
  }
}
