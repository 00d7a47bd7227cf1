package io.foretide.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.baseline.NaiveKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCatalogueTest {
  private final ModelCatalogue catalogue = ModelCatalogue.of(List.of());

  @Test
  void anUnknownKindIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> catalogue.get("etz"))
        .isInstanceOf(UnknownKindException.class)
        .hasMessageContaining("no kind \"etz\"")
        .hasMessageContaining("ets")
        .hasMessageContaining("seasonal-naive");
  }

  @Test
  void everyKindIsFoundByTheIdOnItsCard() {
    assertThat(catalogue.all()).isNotEmpty().allMatch(k -> catalogue.get(k.card().id()) == k);
  }

  @Test
  void theHybridIsThereOnlyWithItsNetwork() {
    assertThat(catalogue.contains("hybrid")).isFalse();
  }

  @Test
  void twoKindsOfOneNameAreRefused() {
    assertThatThrownBy(() -> ModelCatalogue.of(List.of(new NaiveKind())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("naive");
  }
}
