package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.series.Levels;
import io.foretide.models.series.SeriesId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /forecast} answers; one forecaster with one version for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastRequestTest {
  private Scene scene;
  private Running forecaster;
  private Calibration calibration;

  @BeforeAll
  void open(@TempDir Path folder) {
    scene = new Scene(folder);
    try (var model = Trained.fit(new SeasonalNaiveKind(), scene.sales().dataset())) {
      calibration = model.calibration();
      scene.trained().publish(1, "seasonal-naive", Trained.HORIZON, Trained.files(model).files());
    }
    scene.trained().promote(1);
    forecaster = scene.start("f1");
    scene.awaitVersion(forecaster, 1);
  }

  @AfterAll
  void close() {
    forecaster.close();
    scene.close();
  }

  @Test
  void oneProductIsAnsweredWithItsOwnForecastAndTheVersionThatMadeIt() {
    JsonNode answer = ok("{\"days\":14,\"product_id\":\"P001\"}");

    assertThat(answer.path("model").asText()).isEqualTo("sales");
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.path("kind").asText()).isEqualTo("seasonal-naive");
    assertThat(answer.path("cutoff").asText()).isEqualTo(scene.sales().end().toString());
    double[] expected =
        IntStream.range(0, 14).mapToDouble(h -> Sales.value(1, Sales.DAYS - 7 + h % 7)).toArray();
    assertThat(numbers(answer.path("mean"))).containsExactly(expected, offset(1e-5));
    assertThat(answer.path("times").get(0).asText()).isEqualTo(Sales.day(Sales.DAYS).toString());
    assertThat(numbers(answer.path("lower95"))[0]).isLessThan(expected[0]);
    assertThat(numbers(answer.path("upper95"))[0]).isGreaterThan(expected[0]);
  }

  @Test
  void theIntervalOfASumIsThatOfTheSumAndNotTheSumOfIntervals() {
    JsonNode answer = ok("{\"category\":\"cake\",\"region\":\"south\"}");

    List<Integer> wanted =
        IntStream.range(0, scene.sales().products())
            .filter(p -> Sales.category(p).equals("cake") && Sales.region(p).equals("south"))
            .boxed()
            .toList();
    assertThat(answer.path("series_count").asInt()).isEqualTo(wanted.size());
    double[] mean = new double[Trained.HORIZON];
    double addedUp = 0;
    List<SeriesId> ids = new ArrayList<>();
    for (int p : wanted) {
      JsonNode one = ok("{\"product_id\":\"" + Sales.product(p) + "\"}");
      Arrays.setAll(mean, h -> mean[h] + one.path("mean").get(h).asDouble());
      addedUp += one.path("upper95").get(0).asDouble();
      ids.add(new SeriesId("sales", List.of(Sales.product(p))));
    }
    assertThat(numbers(answer.path("mean"))).containsExactly(mean, offset(1e-4));
    double[][] quantiles = calibration.sumQuantiles(ids, mean, Levels.published());
    assertThat(numbers(answer.path("upper95")))
        .containsExactly(quantiles[quantiles.length - 1], offset(1e-4));
    assertThat(answer.path("upper95").get(0).asDouble()).isLessThan(addedUp);
  }

  @Test
  void adviceComesFromDemandOverTheLeadTime() {
    JsonNode answer =
        ok("{\"product_id\":\"P002\",\"lead_time_days\":5,\"service_level\":0.9,\"on_hand\":30}");
    JsonNode advice = answer.path("advice");
    double expected = Arrays.stream(numbers(answer.path("mean"))).limit(5).sum();
    double quantile =
        calibration
            .totalQuantiles(
                List.of(new SeriesId("sales", List.of("P002"))), expected, 5, new double[] {0.9})[
            0];

    assertThat(advice.path("reorder_point").asDouble()).isEqualTo(quantile, offset(1e-4));
    assertThat(advice.path("safety_stock").asDouble())
        .isEqualTo(quantile - expected, offset(1e-4))
        .isPositive();
    assertThat(advice.path("order_quantity").asDouble())
        .isEqualTo(quantile + expected - 30, offset(1e-4));
    assertThat(
            ok("{\"product_id\":\"P002\",\"on_hand\":100000}")
                .path("advice")
                .path("order_quantity")
                .asDouble())
        .isZero();
    assertThat(ok("{\"product_id\":\"P002\"}").path("advice").path("lead_time_steps").asInt())
        .isEqualTo(7);
  }

  @Test
  void aHigherServiceLevelNeedsMoreSafetyStock() {
    double before = -1;
    for (String level : List.of("0.6", "0.8", "0.9", "0.95")) {
      double stock =
          ok("{\"region\":\"north\",\"service_level\":" + level + "}")
              .path("advice")
              .path("safety_stock")
              .asDouble();
      assertThat(stock).isGreaterThanOrEqualTo(before);
      before = stock;
    }
    assertThat(before).isPositive();
  }

  @Test
  void levelsAreThoseThatAreAskedFor() {
    JsonNode answer = ok("{\"product_id\":\"P001\",\"levels\":[0.5,0.3]}");
    assertThat(numbers(answer.path("levels"))).containsExactly(0.3, 0.5);
    assertThat(answer.path("quantiles")).hasSize(2);
    assertRefused(400, "FT-1506", "{\"product_id\":\"P001\",\"levels\":[0.999]}");
    assertThat(ok("{\"levels\":[0.9]}").path("quantiles")).hasSize(1);
  }

  @Test
  void aQueryStringAsksTheSame() {
    assertThat(forecaster.get("?product_id=P001&days=3").body())
        .isEqualTo(ok("{\"product_id\":\"P001\",\"days\":3}"));
    assertThat(
            forecaster.get("?product_id=P001&product_id=P002").body().path("series_count").asInt())
        .isEqualTo(2);
  }

  @Test
  void moreDaysThanTheHorizonAreRefusedWithTheWayOut() {
    assertThat(assertRefused(400, "FT-1502", "{\"days\":29}")).contains("28").contains("train");
    assertRefused(400, "FT-1502", "{\"lead_time_days\":40}");
  }

  @Test
  void anUnknownFieldIsRefusedWithTheOnesThereAre() {
    assertThat(assertRefused(400, "FT-1504", "{\"prodct_id\":\"P001\"}"))
        .contains("prodct_id")
        .contains("product_id")
        .contains("category")
        .contains("days");
  }

  @Test
  void aValueThatIsNotThereIsNamedWithThoseCloseToIt() {
    assertThat(assertRefused(404, "FT-1503", "{\"category\":\"coffe\"}")).contains("coffee");
    assertThat(assertRefused(404, "FT-1503", "{\"store_id\":\"S1\"}")).contains("store_id");
    assertRefused(404, "FT-1503", "{\"product_id\":\"P000\",\"category\":\"cake\"}");
  }

  @Test
  void nonsenseIsRefusedWithACode() {
    assertRefused(400, "FT-1505", "{\"days\":0}");
    assertRefused(400, "FT-1505", "{\"days\":\"soon\"}");
    assertRefused(400, "FT-1505", "{\"service_level\":1.5}");
    assertRefused(400, "FT-1505", "[]");
    assertRefused(400, "FT-1902", "{\"days\":");
    assertRefused(404, "FT-1601", "{\"model\":\"nothing\"}");
    assertRefused(503, "FT-1501", "{\"alias\":\"challenger\"}");
  }

  private String assertRefused(int status, String code, String body) {
    Running.Answer answer = forecaster.ask(body);
    assertThat(answer.body().path("code").asText()).as(answer.body().toString()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    return answer.body().path("message").asText();
  }

  @Test
  void whatWasObservedOfLateIsTheSumOfTheSeriesAskedFor() {
    List<Integer> cakes =
        IntStream.range(0, scene.sales().products())
            .filter(p -> Sales.category(p).equals("cake"))
            .boxed()
            .toList();

    JsonNode seen = forecaster.at("/observations/sales?steps=3&category=cake").body();

    assertThat(seen.path("series").asInt()).isEqualTo(cakes.size());
    assertThat(seen.path("target").asText()).isEqualTo("sales");
    assertThat(seen.path("times")).hasSize(3);
    assertThat(seen.path("times").get(2).asText()).isEqualTo(scene.sales().end().toString());
    double last = cakes.stream().mapToDouble(p -> Sales.value(p, Sales.DAYS - 1)).sum();
    assertThat(seen.path("values").get(2).asDouble()).isEqualTo(last, offset(1e-6));
    assertThat(seen.path("counts").get(2).asInt()).isEqualTo(cakes.size());
    assertThat(seen.path("partial").asInt()).isZero();
  }

  @Test
  void observationsOfWhatIsNotThereAreRefusedWithACode() {
    assertThat(forecaster.at("/observations/nothing").body().path("code").asText())
        .isEqualTo("FT-1601");
    assertThat(forecaster.at("/observations/sales?category=stone").body().path("code").asText())
        .isEqualTo("FT-1503");
    assertThat(
            forecaster.at("/observations/sales?category=a&category=b").body().path("code").asText())
        .isEqualTo("FT-1505");
  }

  private JsonNode ok(String body) {
    Running.Answer answer = forecaster.ask(body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    Arrays.setAll(values, i -> array.get(i).asDouble());
    return values;
  }
}
