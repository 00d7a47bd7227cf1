package io.foretide.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.baseline.DriftKind;
import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.SettingException;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import io.foretide.models.statistical.EtsKind;
import io.foretide.models.statistical.ThetaKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EnsembleKindsTest {
  private static final double[] LEVELS = {0.1, 0.5, 0.9};
  private final OffsetKind right = new OffsetKind("right", 0);
  private final OffsetKind high = new OffsetKind("high", 4);
  private final OffsetKind low = new OffsetKind("low", -4);
  private final OffsetKind far = new OffsetKind("far", 100);

  @Test
  void theHybridIsSixtyToForty() {
    HybridKind hybrid = new HybridKind(high, low(10));
    try (ForecastModel model = fit(hybrid, Settings.DEFAULTS)) {
      assertThat(forecast(model).meanAt(0)).isCloseTo(20 + 0.6 * 4 - 0.4 * 10, at());
      assertThat(forecast(model).quantileAt(0.9, 0)).isCloseTo(20 + 0.6 * 4 - 4 + 4, at());
    }
    try (ForecastModel model = fit(hybrid, Settings.of("additiveWeight", "1"))) {
      assertThat(forecast(model).meanAt(0)).isCloseTo(24, at());
    }
  }

  @Test
  void aSettingOfAMemberReachesIt() {
    Settings settings = Settings.of("kinds", "right,high", "members", "right.more=8; high.more=4");
    try (ForecastModel model = fit(blend(right, high), settings)) {
      assertThat(forecast(model).meanAt(0)).isCloseTo(28, at());
    }
  }

  @Test
  void aSettingOfAStrangerIsRefused() {
    Settings settings = Settings.of("kinds", "right", "members", "left.more=1");
    assertThatThrownBy(() -> fit(blend(right), settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("\"left\" is not a member; the members are [right]");
  }

  @Test
  void anUnknownMemberIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> fit(blend(right, high), Settings.of("kinds", "right,wrong")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("[right, high]");
  }

  @Test
  void theBlendGoesByTheMemberThatWasRight() {
    Settings settings = Settings.of("kinds", "right,far", "trust", "1");
    try (ForecastModel model = fit(blend(right, far), settings)) {
      assertThat(((EnsembleModel) model).shares())
          .containsExactly(new EnsembleModel.Share("right", 1));
      assertThat(far.open()).isZero();
    }
    assertThat(right.open()).isZero();
  }

  @Test
  void membersThatErrInOppositeWaysAreBothKept() {
    try (ForecastModel model = fit(blend(high, low), Settings.of("kinds", "high,low"))) {
      assertThat(forecast(model).meanAt(3)).isCloseTo(20, Offset.offset(0.2));
    }
  }

  @Test
  void aMemberThatRefusesTheDataIsLeftOut() {
    ModelKind blend = blend(right, OffsetKind.refusing("proud"));
    try (ForecastModel model = fit(blend, Settings.of("kinds", "proud,right"))) {
      assertThat(((EnsembleModel) model).shares())
          .containsExactly(new EnsembleModel.Share("right", 1));
    }
    assertThatThrownBy(
            () -> fit(blend(OffsetKind.refusing("proud")), Settings.of("kinds", "proud")))
        .isInstanceOf(FitException.class);
  }

  @Test
  void hoursAreBlendedOfWhatSeesTheDayWithinTheWeek() {
    ModelKind blend =
        blend(
            new OffsetKind("lightgbm", 1),
            new OffsetKind("year-index", 1),
            new OffsetKind("mstl", -1));
    assertThat(membersFor(blend, Step.HOUR)).containsExactly("lightgbm", "mstl");
    assertThat(membersFor(blend, Step.DAY)).containsExactly("lightgbm", "year-index");
  }

  private static List<String> membersFor(ModelKind blend, Step step) {
    Dataset data = data(20, 0, step);
    try (ForecastModel model = blend.fit(data, 7, Settings.DEFAULTS, 1, TrainingListener.NONE)) {
      return ((EnsembleModel) model).shares().stream().map(EnsembleModel.Share::kind).toList();
    }
  }

  @Test
  void withoutTrustAllMembersCountAlikeAndNoneIsBacktested() {
    Settings settings = Settings.of("kinds", "right,far", "trust", "0");
    try (ForecastModel model = fit(blend(right, far), settings)) {
      assertThat(forecast(model).meanAt(0)).isCloseTo(20 + 50, at());
      assertThat(right.fits()).isEqualTo(1);
    }
  }

  @Test
  void theStackGoesByTheMemberThatIsRightAtThatStep() {
    ModelKind near = OffsetKind.growing("near", 0, 4);
    ModelKind later = OffsetKind.growing("later", -24, 4);
    Settings settings = Settings.of("kinds", "near,later", "stretches", "7", "trust", "1");
    try (ForecastModel model = fit(new StackedKind(List.of(near, later)), settings)) {
      List<StackedModel.Part> parts = ((StackedModel) model).parts();
      assertThat(parts.get(0).weights().get(0)).isGreaterThan(0.95);
      assertThat(parts.get(1).weights().get(6)).isGreaterThan(0.95);
      assertThat(forecast(model).meanAt(0)).isCloseTo(20, Offset.offset(1.0));
      assertThat(forecast(model).meanAt(3)).isCloseTo(20, Offset.offset(1.0));
      assertThat(forecast(model).meanAt(6)).isCloseTo(20, Offset.offset(1.0));
      Explanation told = ((StackedModel) model).explanations().get(0);
      assertThat(told.rows()).containsExactly("near", "later");
      assertThat(told.columns()).containsExactly("1", "2", "3", "4", "5", "6", "7");
      assertThat(told.at(1, 6)).isEqualTo(parts.get(1).weights().get(6));
    }
  }

  @Test
  void aStackGoesWithoutAMemberThatRefusesTheData() {
    ModelKind stacked = new StackedKind(List.of(right, OffsetKind.refusing("proud")));
    try (ForecastModel model = fit(stacked, Settings.of("kinds", "proud,right"))) {
      assertThat(forecast(model).meanAt(0)).isCloseTo(20, at());
    }
    assertThat(right.open()).isZero();
  }

  @Test
  void nothingStaysOpenAfterABacktest() {
    Dataset data = data(20, 0);
    for (ModelKind ensemble : List.of(blend(high, low), new StackedKind(List.of(high, low)))) {
      new Backtest(ensemble, Settings.of("kinds", "high,low"), 1)
          .run(data, Cutoffs.rolling(data, 7, 3, 20), 7, LEVELS, TrainingListener.NONE);
      assertThat(high.open()).isZero();
      assertThat(low.open()).isZero();
    }
  }

  @Test
  void aHybridWhoseSecondHalfFailsLeavesNothingOpen() {
    HybridKind hybrid = new HybridKind(high, low(0));
    assertThatThrownBy(() -> fit(hybrid, Settings.of("members", "lstm.more=x")))
        .isInstanceOf(SettingException.class);
    assertThatThrownBy(() -> fit(new HybridKind(high, refusingLstm()), Settings.DEFAULTS))
        .isInstanceOf(RuntimeException.class);
    assertThat(high.open()).isZero();
  }

  @Test
  void whatWasSavedForecastsTheSame() throws Exception {
    List<ModelKind> members = List.of(new EtsKind(), new ThetaKind(), new DriftKind());
    Settings settings = Settings.of("kinds", "ets,theta,drift");
    Dataset data = data(20, 3);
    for (ModelKind ensemble : List.of(new BlendKind(members), new StackedKind(members))) {
      MemoryArtifacts artifacts = new MemoryArtifacts();
      try (ForecastModel model = ensemble.fit(data, 7, settings, 1, TrainingListener.NONE)) {
        ModelFormats.save(model, artifacts);
        try (ForecastModel loaded = FormatCatalogue.standard().load(artifacts)) {
          Forecast before = forecast(model, data);
          Forecast after = forecast(loaded, data);
          assertThat(after.mean()).containsExactly(before.mean());
          assertThat(after.quantiles()).isDeepEqualTo(before.quantiles());
        }
      }
    }
  }

  private static ModelKind low(double offset) {
    return new RenamedEpochs(new OffsetKind("lstm", -offset));
  }

  private static ModelKind refusingLstm() {
    return new RenamedEpochs(OffsetKind.refusing("lstm"));
  }

  private static ModelKind blend(ModelKind... kinds) {
    return new BlendKind(List.of(kinds));
  }

  private static Offset<Double> at() {
    return Offset.offset(1e-9);
  }

  private static ForecastModel fit(ModelKind kind, Settings settings) {
    return kind.fit(data(20, 0), 7, settings, 1, TrainingListener.NONE);
  }

  private static Forecast forecast(ForecastModel model) {
    return forecast(model, data(20, 0));
  }

  private static Forecast forecast(ForecastModel model, Dataset data) {
    return model
        .forecast(List.of(new Context(data.series().get(0))), new Horizon(7, Step.DAY), LEVELS)
        .get(0);
  }

  private static Dataset data(double level, double noise) {
    return data(level, noise, Step.DAY);
  }

  private static Dataset data(double level, double noise, Step step) {
    Random random = new Random(4);
    double[] y = new double[120];
    Arrays.setAll(y, t -> level + noise * random.nextGaussian());
    SeriesId id = new SeriesId("test", List.of("a"));
    Series series = new Series(id, step, 100, "sales", Map.of("sales", y), Map.of());
    return new Dataset("test", step, List.of(series));
  }
}
