package io.foretide.forecaster.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelDirectoryTest {
  private final List<ServedAs> moved = new ArrayList<>();
  private final ModelDirectory directory = new ModelDirectory(moved::add);

  @Test
  void aModelThatWouldBeMistakenForAnotherInKeysIsNotServed() {
    directory.replay(promoted("sales#champion"));
    directory.replay(promoted("sales"));

    assertThat(directory.models()).containsExactly("sales");
    assertThat(moved).containsExactly(ServedAs.champion("sales"));
  }

  private static ModelEvent promoted(String model) {
    return ModelEvent.newBuilder()
        .setModel(model)
        .setTime(Instant.EPOCH)
        .setWho("test")
        .setEvent(
            AliasMoved.newBuilder()
                .setAlias(ServedAs.CHAMPION)
                .setToVersion(1)
                .setWhy("test")
                .build())
        .build();
  }
}
