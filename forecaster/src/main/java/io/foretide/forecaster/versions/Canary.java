package io.foretide.forecaster.versions;

import io.foretide.models.series.SeriesId;
import io.foretide.schemas.topics.SeriesKeys;

/**
 * A version that answers for some of the series in the champion's place.
 *
 * @param share percent of the series
 */
public record Canary(int version, double share) {
  public boolean serves(SeriesId series) {
    return SeriesKeys.inShare(series.text(), share);
  }
}
