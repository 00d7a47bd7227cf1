package io.foretide.registry.catalogue;

import io.foretide.registry.log.Commands;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.KindBenchmark;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes what {@code foretide benchmark --publish} measured, for the catalogue's cards. */
public final class BenchmarkRoutes implements Api {
  private final Kinds kinds;
  private final Commands commands;
  private final Clock clock;

  public BenchmarkRoutes(Kinds kinds, Commands commands, Clock clock) {
    this.kinds = kinds;
    this.commands = commands;
    this.clock = clock;
  }

  /** What was measured. */
  record Told(
      @Says("The kind with the settings that it entered with: lightgbm:rounds=100.")
          String contender,
      @Says("Name of the file that it learned from.") String data,
      @Says("What was measured on: series, step, horizon, cutoffs, processors.") String about,
      @Says("Over how many seeds the values are means.") int seeds,
      @Says(
              "By quantity: train_seconds, inference_p50 and inference_p99 in milliseconds, memory"
                  + " in megabytes, mase and others.")
          Map<String, Double> values,
      @Says("Who does it; where keys are asked for, the key's name counts instead.")
          Optional<String> who) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/kinds/{kind}/benchmark")
            .says("catalogue", "Tells what a kind cost in a benchmark, for its card")
            .at(KindAt.class)
            .reads(Told.class)
            .status(202)
            .answers(Answer.of(KindBenchmark.class), this::tell));
  }

  private KindBenchmark tell(Call<KindAt, Told> call) {
    String kind = kinds.kind(call.at().kind()).getId();
    Told told = call.body();
    if (told.seeds() < 1
        || told.values().isEmpty()
        || !told.values().values().stream().allMatch(Double::isFinite)) {
      throw new CodedException(
          "FT-1618", "a benchmark has a seed or more, and values that are finite numbers");
    }
    KindBenchmark benchmark =
        KindBenchmark.newBuilder()
            .setKind(kind)
            .setContender(told.contender())
            .setData(told.data())
            .setAbout(told.about())
            .setSeeds(told.seeds())
            .setValues(told.values())
            .setWho(call.caller().who(told.who()))
            .setTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .build();
    commands.tell(benchmark);
    return benchmark;
  }
}
