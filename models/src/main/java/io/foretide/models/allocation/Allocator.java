package io.foretide.models.allocation;

import io.foretide.models.series.SeriesId;
import java.util.Map;

/** A model that also says how a portfolio is to be divided. */
public interface Allocator {
  /** The share of each asset, from the end of the fit on; they add up to 1, or there is none. */
  Map<SeriesId, Double> weights();
}
