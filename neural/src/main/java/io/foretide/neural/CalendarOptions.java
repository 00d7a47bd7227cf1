package io.foretide.neural;

import io.foretide.models.features.CalendarFeature;
import io.foretide.models.kind.Setting;
import io.foretide.models.series.Step;
import java.util.List;

/** What a network sees of the calendar that otherwise reads the target alone. */
record CalendarOptions(
    @Setting(
            value = "beyond",
            choices = {"beyond", "all", "none"},
            help =
                "Cycles of the calendar it sees: beyond, those longer than its lookback, which no"
                    + " context shows; all; none")
        String calendar) {
  /** Names of {@link CalendarFeature}s. */
  List<String> names(Step step, int lookback) {
    return switch (calendar) {
      case "all" -> CalendarFeature.namesFor(step);
      case "none" -> List.of();
      default -> CalendarFeature.namesBeyond(step, lookback);
    };
  }
}
