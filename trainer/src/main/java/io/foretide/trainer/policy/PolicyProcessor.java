package io.foretide.trainer.policy;

import io.foretide.models.market.Sentiment;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps watch over all models and asks for runs when their rules say so. */
final class PolicyProcessor implements Processor<String, Signal, String, TrainingRequest> {
  static final String STORE = "watched-models";
  private static final Logger LOG = LoggerFactory.getLogger(PolicyProcessor.class);
  private static final Duration ATTENTION = Duration.ofMillis(250);

  private final PolicySettings settings;
  private ProcessorContext<String, TrainingRequest> context;
  private KeyValueStore<String, Watched> models;

  PolicyProcessor(PolicySettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<String, TrainingRequest> processorContext) {
    context = processorContext;
    models = context.getStateStore(STORE);
    context.schedule(ATTENTION, PunctuationType.WALL_CLOCK_TIME, this::askWhereDue);
  }

  @Override
  public void process(Record<String, Signal> record) {
    Signal signal = record.value();
    if (signal instanceof Signal.Uploaded uploaded) {
      uploaded(uploaded);
    } else if (signal instanceof Signal.Defined defined) {
      defined(defined);
    } else if (signal instanceof Signal.Published p) {
      change(p.model(), model -> model.published(p.version(), p.mase()));
    } else if (signal instanceof Signal.Served served) {
      change(served.model(), model -> model.served(served.version()));
    } else if (signal instanceof Signal.Ended ended) {
      change(ended.model(), Watched::ended);
    } else if (signal instanceof Signal.Scored s) {
      change(s.model(), m -> m.scored(s.version(), s.scaledError(), settings.driftScores()));
    }
  }

  /**
   * An upload concerns every model of its data set, or the data set itself if it has none; what is
   * said of symbols is there for the models of their bars.
   */
  private void uploaded(Signal.Uploaded upload) {
    List<Watched> concerned = new ArrayList<>();
    all().stream().filter(model -> model.isOf(upload.dataset())).forEach(concerned::add);
    boolean defined = concerned.stream().anyMatch(model -> model.rules().known());
    if (concerned.isEmpty() && !upload.dataset().equals(Sentiment.DATASET)) {
      concerned.add(Watched.unknown(upload.dataset()));
    }
    for (Watched model : concerned) {
      boolean wanted = model.rules().known() ? model.rules().onUpload() : !defined;
      if (wanted) {
        models.put(model.model(), model.uploaded(upload.upload(), now()));
      }
    }
  }

  /** Uploads that waited for some model of the data set have found it. */
  private void defined(Signal.Defined defined) {
    Rules rules = defined.rules();
    Watched before = watched(defined.model());
    Watched now = before.defined(rules, defined.at());
    Watched nameless = models.get(rules.dataset());
    if (nameless != null
        && !nameless.rules().known()
        && !nameless.model().equals(defined.model())) {
      for (String upload : rules.onUpload() ? nameless.pending().uploads() : List.<String>of()) {
        now = now.uploaded(upload, now());
      }
      models.delete(nameless.model());
    }
    models.put(defined.model(), now);
  }

  private void askWhereDue(long timestamp) {
    for (Watched model : all()) {
      Ask.of(model, timestamp, settings)
          .ifPresent(
              ask -> {
                models.put(
                    model.model(), model.asked(timestamp, ask.trigger() == TrainingTrigger.DRIFT));
                LOG.info("asked for a run of {}: {} {}", model.model(), ask.trigger(), ask.cause());
                context.forward(
                    new Record<>(model.model(), request(model.model(), ask, timestamp), timestamp));
              });
    }
  }

  private TrainingRequest request(String model, Ask ask, long timestamp) {
    return TrainingRequest.newBuilder()
        .setModel(model)
        .setTrigger(ask.trigger())
        .setCause(ask.cause())
        .setRequestedBy("retrain policy at " + settings.instance())
        .setRequestedAt(Instant.ofEpochMilli(timestamp))
        .build();
  }

  private void change(String model, UnaryOperator<Watched> change) {
    models.put(model, change.apply(watched(model)));
  }

  private Watched watched(String model) {
    Watched known = models.get(model);
    return known == null ? Watched.unknown(model) : known;
  }

  private List<Watched> all() {
    List<Watched> all = new ArrayList<>();
    try (KeyValueIterator<String, Watched> iterator = models.all()) {
      while (iterator.hasNext()) {
        KeyValue<String, Watched> next = iterator.next();
        all.add(next.value);
      }
    }
    return all;
  }

  private long now() {
    return context.currentSystemTimeMs();
  }
}
