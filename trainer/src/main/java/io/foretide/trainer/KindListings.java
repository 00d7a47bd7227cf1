package io.foretide.trainer;

import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.SettingsSchema.Spec;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.KindSetting;

/** The cards of kinds as everybody else reads them, from {@code model.kinds}. */
final class KindListings {
  private KindListings() {}

  static KindListing of(ModelKind kind) {
    KindCard card = kind.card();
    return KindListing.newBuilder()
        .setId(card.id())
        .setName(card.name())
        .setCategory(card.category())
        .setUseCases(card.useCases())
        .setDescription(card.description())
        .setStrengths(card.strengths())
        .setWeaknesses(card.weaknesses())
        .setBestFor(card.bestFor())
        .setDataNeeds(card.dataNeeds())
        .setMinimumSamples(card.minimumSamples())
        .setRecommendedSamples(card.recommendedSamples())
        .setExplainability(card.explainability())
        .setOnlineLearning(card.onlineLearning())
        .setTransferLearning(card.transferLearning())
        .setNeedsGpu(card.needsGpu())
        .setPaper(card.paper())
        .setSettings(kind.settings().specs().stream().map(KindListings::setting).toList())
        .build();
  }

  private static KindSetting setting(Spec spec) {
    return KindSetting.newBuilder()
        .setName(spec.name())
        .setType(spec.type())
        .setDefaultValue(spec.defaultValue())
        .setMin(bound(spec.min()))
        .setMax(bound(spec.max()))
        .setChoices(spec.choices())
        .setHelp(spec.help())
        .build();
  }

  private static Double bound(double value) {
    return Double.isInfinite(value) ? null : value;
  }
}
