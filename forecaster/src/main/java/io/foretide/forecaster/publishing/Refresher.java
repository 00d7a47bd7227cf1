package io.foretide.forecaster.publishing;

import io.foretide.forecaster.answers.ForecastTable;
import io.foretide.forecaster.series.SeriesBook;
import io.foretide.forecaster.versions.Deployer;
import io.foretide.forecaster.versions.LiveVersion;
import io.foretide.forecaster.versions.ModelDirectory;
import io.foretide.forecaster.versions.ServedAs;
import io.foretide.forecaster.versions.Slot;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.runtime.Closing;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.Wire;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the published forecasts of this instance's series current: all of them after a swap or when
 * the data set's end has moved, otherwise those whose observations changed, once changes have
 * paused for a moment.
 *
 * <p>A series that has ended, see {@link io.foretide.models.series.DatasetAssembler}, is not
 * forecast: what was published of it is taken back. All others are forecast from one cutoff, the
 * data set's last step, of which an instance that holds only some of the series hears through the
 * forecasts of the others.
 */
public final class Refresher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

  /** Forecasts of one call: while the log and its readers have these, the next are made. */
  private static final int BATCH = 64;

  private static final long TICK_MILLIS = 20;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final ModelDirectory directory;
  private final Deployer deployer;
  private final SeriesBook book;
  private final ForecastTable table;
  private final ForecastRecords records;
  private final ForecastLog log;
  private final Clock clock;
  private final Counter published;
  private final Debounce debounce;
  private final Map<ServedAs, Progress> progress = new HashMap<>();

  /** Models forecast in parallel; half of the cores stay with those who ask. */
  private final ForkJoinPool cores =
      new ForkJoinPool(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /** Bars that have closed are soon forecast, and somebody waits: they take all cores. */
  private final ForkJoinPool allCores =
      new ForkJoinPool(Runtime.getRuntime().availableProcessors());

  /** Whether a look at new bars is on its way. */
  private final AtomicBoolean looking = new AtomicBoolean();

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "forecaster-refresher");
            thread.setDaemon(true);
            return thread;
          });

  /** How far the forecasts of one slot are. */
  private static final class Progress {
    LiveVersion version;
    long cursor;
    Instant end = Instant.MIN;
    long tableChanges;
    Instant elsewhere = Instant.MIN;
    Debounce.Wait wait = Debounce.Wait.NONE;
    long notBefore = System.nanoTime();
    final AtomicBoolean failed = new AtomicBoolean();
  }

  public Refresher(
      ServiceConfig config,
      Wire wire,
      ModelDirectory directory,
      Deployer deployer,
      SeriesBook book,
      ForecastTable table,
      MeterRegistry metrics,
      Clock clock) {
    this.directory = directory;
    this.deployer = deployer;
    this.book = book;
    this.table = table;
    this.records =
        new ForecastRecords(
            config.getInt("advice.lead.time", 7),
            Double.parseDouble(config.find("advice.service.level").orElse("0.95")));
    this.log = new ForecastLog(config, wire);
    this.clock = clock;
    this.debounce =
        new Debounce(
            config.getLong("refresh.quiet.ms", 100), config.getLong("refresh.patience.ms", 1_000));
    this.published =
        Counter.builder("foretide.forecaster.forecasts.published")
            .description("Forecasts of series written to the topic forecasts")
            .register(metrics);
  }

  public void start() {
    executor.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    book.onBars(this::lookNow);
  }

  /** A bar has closed: who trades on its forecast does not wait for the next tick of this clock. */
  private void lookNow() {
    if (!executor.isShutdown() && looking.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            looking.set(false);
            tick();
          });
    }
  }

  private void tick() {
    for (Slot slot : deployer.slots()) {
      Progress at = progress.computeIfAbsent(slot.as(), as -> new Progress());
      if (System.nanoTime() - at.notBefore < 0 || shadowsItself(slot)) {
        continue;
      }
      try {
        if (slot.withLive(version -> refresh(slot.as(), version, at)).isEmpty()) {
          takeBack(slot.as(), at);
        }
      } catch (RuntimeException e) {
        LOG.error("{}: forecasts could not be refreshed; trying again", slot.as(), e);
        again(at);
      }
    }
  }

  /** A challenger that was promoted has nothing left to be compared with. */
  private boolean shadowsItself(Slot slot) {
    return slot.as().alias().equals(ServedAs.CHALLENGER)
        && deployer
            .slot(ServedAs.champion(slot.as().model()))
            .map(champion -> champion.version().equals(slot.version()))
            .orElse(false);
  }

  private boolean refresh(ServedAs as, LiveVersion version, Progress at) {
    if (book.holdsBars(version.definition())) {
      return refreshBars(as, version, at);
    }
    boolean swapped = version != at.version;
    SeriesBook.Changes changes = book.changesSince(version.definition(), at.cursor);
    Instant elsewhere = elsewhere(as, at);
    at.wait = debounce.saw(at.wait, changes.cursor() != at.cursor ? changes.cursor() : 0);
    boolean due = debounce.due(at.wait);
    // After a start the book fills in a burst: half a series is no history to forecast from.
    boolean filling = at.wait != Debounce.Wait.NONE && !due;
    if (filling || (!swapped && !due && !elsewhere.isAfter(at.end))) {
      return false;
    }
    Dataset data = book.assemble(version.definition(), elsewhere);
    if (data.isEmpty()) {
      at.version = version;
      at.cursor = changes.cursor();
      at.end = elsewhere;
      at.wait = Debounce.Wait.NONE;
      return false;
    }
    Instant end = elsewhere.isAfter(data.end()) ? elsewhere : data.end();
    boolean all = swapped || !end.equals(at.end);
    List<Series> running =
        data.series().stream().filter(s -> s.end().equals(end) && serves(as, s.id())).toList();
    List<Series> chosen =
        all ? running : running.stream().filter(s -> changes.series().contains(s.id())).toList();
    long start = System.nanoTime();
    String trigger = swapped ? "swap" : "observations";
    if (!publishAll(cores, as, version, chosen, at, trigger)) {
      return false;
    }
    retractEnded(as, running, at);
    log.flush();
    if (at.failed.get()) {
      again(at);
      return false;
    }
    at.version = version;
    at.cursor = changes.cursor();
    at.end = end;
    at.wait = Debounce.Wait.NONE;
    LOG.info(
        "{}: version {} forecast {} of {} series from {} in {} ms ({})",
        as,
        version.number(),
        chosen.size(),
        data.series().size(),
        end,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        trigger);
    return true;
  }

  /**
   * Bars are forecast as they close, each series from its own last one: there is no burst to wait
   * for, since only whole bars are told, and another symbol's bar changes nothing.
   */
  private boolean refreshBars(ServedAs as, LiveVersion version, Progress at) {
    if (at.failed.get()) {
      again(at);
      return false;
    }
    boolean swapped = version != at.version;
    SeriesBook.Changes changes = book.changesSince(version.definition(), swapped ? 0 : at.cursor);
    if (changes.series().isEmpty()) {
      return false;
    }
    long start = System.nanoTime();
    List<Series> chosen = book.bars(version.definition(), changes.series()).series();
    String trigger = swapped ? "swap" : "observations";
    if (!publishAll(swapped ? cores : allCores, as, version, chosen, at, trigger)) {
      return false;
    }
    // Nobody waits here until the log has them; whether it has not is asked at the next look.
    at.version = version;
    at.cursor = changes.cursor();
    LOG.debug(
        "{}: version {} forecast {} series, whose bars closed, in {} us",
        as,
        version.number(),
        chosen.size(),
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
    return true;
  }

  /** The cutoff that other instances forecast from, of the series that are not owned here. */
  private Instant elsewhere(ServedAs as, Progress at) {
    long changes = table.changes(as);
    if (changes != at.tableChanges) {
      at.elsewhere = table.latestCutoff(as, id -> !book.owns(id));
      at.tableChanges = changes;
    }
    return at.elsewhere;
  }

  /** False if this is being closed. A batch is encoded and sent while the next one is forecast. */
  private boolean publishAll(
      ForkJoinPool pool,
      ServedAs as,
      LiveVersion version,
      List<Series> series,
      Progress at,
      String trigger) {
    if (series.size() == 1) {
      // Handing it to another thread and back would take as long as a small model does.
      publish(as, version, series, version.forecast(contexts(series)), at, trigger);
      return true;
    }
    List<List<Series>> batches = new ArrayList<>();
    for (int from = 0; from < series.size(); from += BATCH) {
      batches.add(series.subList(from, Math.min(series.size(), from + BATCH)));
    }
    ForkJoinTask<List<Forecast>> ahead = begin(pool, version, batches, 0);
    try {
      for (int i = 0; i < batches.size(); i++) {
        List<Forecast> forecasts = ahead.join();
        if (executor.isShutdown()) {
          return false;
        }
        ahead = begin(pool, version, batches, i + 1);
        publish(as, version, batches.get(i), forecasts, at, trigger);
      }
      return true;
    } finally {
      // The version may be closed after this.
      ahead.quietlyJoin();
    }
  }

  private static ForkJoinTask<List<Forecast>> begin(
      ForkJoinPool pool, LiveVersion version, List<List<Series>> batches, int number) {
    return pool.submit(
        () ->
            number < batches.size() ? version.forecast(contexts(batches.get(number))) : List.of());
  }

  private static List<Context> contexts(List<Series> series) {
    return series.stream().map(Context::new).toList();
  }

  private void publish(
      ServedAs as,
      LiveVersion version,
      List<Series> series,
      List<Forecast> forecasts,
      Progress at,
      String trigger) {
    Instant now = clock.instant();
    List<SeriesForecast> made = new ArrayList<>(forecasts.size());
    for (int i = 0; i < forecasts.size(); i++) {
      Series history = series.get(i);
      List<String> identityColumns = book.identityColumns(history.id());
      made.add(records.of(as, version, history, identityColumns, forecasts.get(i), now, trigger));
    }
    log.publish(made, at.failed);
    published.increment(forecasts.size());
  }

  private boolean serves(ServedAs as, SeriesId series) {
    return !as.isCanary()
        || directory.canary(as.model()).filter(canary -> canary.serves(series)).isPresent();
  }

  /** Where nothing is live any more, nothing is forecast. */
  private void takeBack(ServedAs as, Progress at) {
    if (as.isCanary() && directory.canary(as.model()).isEmpty()) {
      retractEnded(as, List.of(), at);
      again(at);
    }
  }

  private void retractEnded(ServedAs as, List<Series> running, Progress at) {
    Set<SeriesId> alive = running.stream().map(Series::id).collect(Collectors.toSet());
    for (SeriesId id : table.series(as)) {
      if (!alive.contains(id) && book.owns(id)) {
        log.retract(as.model(), as.alias(), id.text(), at.failed);
      }
    }
  }

  /** Forecasts everything again, a little later. */
  private static void again(Progress at) {
    at.failed.set(false);
    at.version = null;
    at.notBefore = System.nanoTime() + RETRY_NANOS;
  }

  @Override
  public void close() {
    Closing.close(executor);
    cores.shutdown();
    allCores.shutdown();
    log.close();
  }
}
