package io.foretide.standalone.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GridTest {
  private SettingNames names;

  @BeforeEach
  void aKind() throws Exception {
    JsonNode listing =
        new ObjectMapper()
            .readTree(
                """
                {"id": "attention-lstm", "settings": [
                  {"name": "learningRate", "defaultValue": "0.001"},
                  {"name": "heads", "defaultValue": "4"},
                  {"name": "headSize", "defaultValue": "64"},
                  {"name": "epochs", "defaultValue": "50"}]}
                """);
    names = new SettingNames(listing);
  }

  @Test
  void everyCombinationIsAPointAndShortNamesWillDo() {
    Grid grid = Grid.of(List.of("lr=1e-3,1e-4", "heads=2,4,8"), names);

    assertThat(grid.points())
        .hasSize(6)
        .startsWith(
            Map.of("learningRate", "1e-3", "heads", "2"),
            Map.of("learningRate", "1e-3", "heads", "4"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aValueMayHoldCommasWhereSemicolonsPart() {
    assertThat(Grid.of(List.of("heads=1,2;3"), names).points())
        .containsExactly(Map.of("heads", "1,2"), Map.of("heads", "3"));
  }

  @Test
  void theSameSeedDrawsTheSamePointsInTheOrderOfTheGrid() {
    Grid grid = Grid.of(List.of("lr=1,2,3,4", "heads=1,2,3,4"), names);

    List<Map<String, String>> drawn = grid.draw(5, 7);

    assertThat(drawn).hasSize(5).isEqualTo(grid.draw(5, 7)).isNotEqualTo(grid.draw(5, 8));
    assertThat(grid.points()).containsSubsequence(drawn);
    assertThat(grid.draw(100, 7)).isEqualTo(grid.points());
  }

  @Test
  void whatCannotBeReadIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> Grid.of(List.of("depth=1"), names))
        .hasMessageContaining("depth")
        .hasMessageContaining("learningRate");
    assertThatThrownBy(() -> Grid.of(List.of("head=1"), names)).hasMessageContaining("several");
    assertThatThrownBy(() -> Grid.of(List.of("heads"), names)).hasMessageContaining("--grid");
    assertThatThrownBy(() -> Grid.of(List.of("lr=1", "learningRate=2"), names))
        .hasMessageContaining("once");
  }

  @Test
  void halvingGivesTheBetterHalfMoreAndEveryRungTheSame() {
    List<Rung> rungs = Rung.of(12, Rung.fullBudget(12));

    assertThat(rungs).extracting(Rung::trials).containsExactly(12, 6, 3, 2);
    assertThat(rungs).extracting(Rung::effort).isSorted().endsWith(1.0);
    assertThat(rungs).extracting(rung -> rung.trials() * rung.effort()).containsOnly(2.0);
    assertThat(Rung.of(12, 4).stream().mapToDouble(rung -> rung.trials() * rung.effort()).sum())
        .isEqualTo(4);
    assertThat(Rung.of(1, 1)).containsExactly(new Rung(1, 1));
  }

  @Test
  void effortIsAShareOfTheSettingThatSaysHowLongItLearns() {
    Grid grid = Grid.of(List.of("lr=1"), names);
    Effort effort = Effort.of(Optional.empty(), Map.of("epochs", "40"), grid, names);

    assertThat(effort.with(Map.of("heads", "2"), 0.25))
        .isEqualTo(Map.of("heads", "2", "epochs", "10"));
    assertThat(effort.with(Map.of(), 0.001)).isEqualTo(Map.of("epochs", "1"));
    assertThatThrownBy(
            () -> Effort.of(Optional.empty(), Map.of(), Grid.of(List.of("ep=1"), names), names))
        .hasMessageContaining("leave it out");
  }
}
