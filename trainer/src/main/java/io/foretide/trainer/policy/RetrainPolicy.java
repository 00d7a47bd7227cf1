package io.foretide.trainer.policy;

import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * The retrain policy as a topology: receipts, model events, scores and ends of runs in, training
 * requests out. Everything it reads is reduced to {@link Signal}s and brought into one partition,
 * so that one task sees all of it in one order; exactly-once processing makes one request of one
 * cause.
 */
public final class RetrainPolicy {
  private static final String CHAMPION = "champion";

  private RetrainPolicy() {}

  public static Topology topology(Wire wire, PolicySettings settings) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(PolicyProcessor.STORE),
            Serdes.String(),
            JsonSerde.of(Watched.class)));
    signals(builder, wire, Topics.INGEST_RECEIPTS, RetrainPolicy::ofReceipt)
        .merge(signals(builder, wire, Topics.MODEL_EVENTS, RetrainPolicy::ofEvent))
        .merge(signals(builder, wire, Topics.TRAINING_PROGRESS, RetrainPolicy::ofProgress))
        .merge(signals(builder, wire, Topics.FORECAST_SCORES, RetrainPolicy::ofScore))
        .repartition(
            Repartitioned.<String, Signal>as("signals")
                .withKeySerde(Serdes.String())
                .withValueSerde(JsonSerde.of(Signal.class))
                .withNumberOfPartitions(1))
        .process(() -> new PolicyProcessor(settings), PolicyProcessor.STORE)
        .to(
            wire.name(Topics.TRAINING_REQUESTS),
            Produced.with(Serdes.String(), wire.serde(Topics.TRAINING_REQUESTS)));
    return builder.build();
  }

  private static <V> KStream<String, Signal> signals(
      StreamsBuilder builder, Wire wire, Topic<V> topic, Function<V, Optional<Signal>> reading) {
    return builder.stream(wire.name(topic), Consumed.with(Serdes.String(), wire.serde(topic)))
        .filter((key, value) -> value != null)
        .flatMapValues(value -> reading.apply(value).map(List::of).orElse(List.of()));
  }

  /** An upload that changed nothing is no reason to learn anew. */
  private static Optional<Signal> ofReceipt(IngestReceipt receipt) {
    long changed = receipt.getAccepted() + receipt.getCorrected() + receipt.getRetracted();
    return receipt.getStatus() == ReceiptStatus.ACCEPTED && changed > 0
        ? Optional.of(new Signal.Uploaded(receipt.getDataset(), receipt.getUpload()))
        : Optional.empty();
  }

  private static Optional<Signal> ofEvent(ModelEvent event) {
    String model = event.getModel();
    if (event.getEvent() instanceof ModelDefined defined) {
      Rules rules =
          new Rules(
              defined.getDataset(),
              defined.getRetrainOnUpload(),
              Optional.ofNullable(defined.getRetrainEverySeconds()).orElse(0L),
              Optional.ofNullable(defined.getDriftRatio()).orElse(0.0));
      return Optional.of(new Signal.Defined(model, rules, event.getTime().toEpochMilli()));
    } else if (event.getEvent() instanceof VersionPublished version) {
      double mase = version.getScorecard().getMetrics().getOrDefault("MASE", 0.0);
      return Optional.of(new Signal.Published(model, version.getVersion(), mase));
    } else if (event.getEvent() instanceof AliasMoved moved && moved.getAlias().equals(CHAMPION)) {
      return Optional.of(new Signal.Served(model, moved.getToVersion()));
    }
    return Optional.empty();
  }

  private static Optional<Signal> ofProgress(TrainingProgress progress) {
    return progress.getStage().compareTo(TrainingStage.FINISHED) >= 0
        ? Optional.of(new Signal.Ended(progress.getModel()))
        : Optional.empty();
  }

  private static Optional<Signal> ofScore(ForecastScore score) {
    return score.getAlias().equals(CHAMPION) && score.getScaledError() != null
        ? Optional.of(
            new Signal.Scored(score.getModel(), score.getVersion(), score.getScaledError()))
        : Optional.empty();
  }
}
