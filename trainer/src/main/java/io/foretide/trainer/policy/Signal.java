package io.foretide.trainer.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the policy needs to know of the records that it reads. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "signal")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Signal.Uploaded.class, name = "uploaded"),
  @JsonSubTypes.Type(value = Signal.Defined.class, name = "defined"),
  @JsonSubTypes.Type(value = Signal.Published.class, name = "published"),
  @JsonSubTypes.Type(value = Signal.Served.class, name = "served"),
  @JsonSubTypes.Type(value = Signal.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = Signal.Scored.class, name = "scored")
})
sealed interface Signal {
  /** An upload changed a data set. */
  record Uploaded(String dataset, String upload) implements Signal {}

  /** A model was defined, or defined anew. */
  record Defined(String model, Rules rules, long at) implements Signal {}

  /** A version was published; {@code mase} is that of its backtest, 0 where it has none. */
  record Published(String model, int version, double mase) implements Signal {}

  /** A version became champion. */
  record Served(String model, int version) implements Signal {}

  /** A run of the model ended, however it did. */
  record Ended(String model) implements Signal {}

  /** A step of a champion's forecast has been scored. */
  record Scored(String model, int version, double scaledError) implements Signal {}
}
