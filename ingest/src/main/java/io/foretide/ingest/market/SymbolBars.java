package io.foretide.ingest.market;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One symbol: its clock, the trades it has seen within the grace period, and the bars that trades
 * may still change.
 *
 * <p>The clock is the time of the symbol's latest trade. A bar is <em>closed</em>, and told, when
 * the clock has reached its end, or when whoever watches the wall clock says so; it is
 * <em>final</em> when the clock has passed its end by the grace period. In between a late trade
 * revises it. No trade earlier than the clock less the grace period is taken, so a final bar has
 * all of its own, and a bar is never told before it is closed.
 *
 * <p>Mutable and not thread-safe.
 */
public final class SymbolBars {
  private static final int FORMAT = 1;
  private static final long NO_TIME = Long.MIN_VALUE;

  /** What folding leads to. */
  public interface Sink {
    /** A closed bar, or a revision of one. */
    void bar(BarLength length, long slot, double[] values);

    /** A tick that is not taken. */
    void rejected(Tick tick, Fate fate);
  }

  private final MarketSettings settings;
  private final MarketCalendar calendar;
  private final long grace;
  private final long ahead;
  private final long leap;
  private final SeenTicks seen;
  private final List<OpenBar> bars = new ArrayList<>();
  private final OpenBar[] current;
  private RunningMedian median = new RunningMedian();
  private Optional<Tick> held = Optional.empty();
  private long clock = NO_TIME;
  private long nextEvent = Long.MAX_VALUE;
  private long taken;
  private long stamp;
  private boolean revised;

  /**
   * @param calendar of the exchange that it is traded at
   */
  public SymbolBars(MarketSettings settings, MarketCalendar calendar) {
    this.settings = settings;
    this.calendar = calendar;
    this.grace = settings.graceMicros();
    this.ahead = settings.aheadMicros();
    this.leap = settings.leapMicros();
    this.seen = new SeenTicks(grace);
    this.current = new OpenBar[settings.lengths().size()];
  }

  /**
   * Takes one tick.
   *
   * @param logged when the log took it, milliseconds since the epoch
   */
  public Fate fold(Tick tick, long logged, Sink sink) {
    stamp = Math.max(stamp, logged);
    Fate fate = judge(tick, logged);
    if (fate == Fate.ACCEPTED) {
      fate = clock != NO_TIME && tick.time - clock > leap ? leap(tick, sink) : land(tick, sink);
    }
    if (!fate.code().isEmpty()) {
      sink.rejected(tick, fate);
    }
    return fate;
  }

  /**
   * Time has passed without ticks.
   *
   * @param now the time by whoever watches the clock, microseconds since the epoch: bars that ended
   *     a grace period before it are told
   */
  public void passed(long now, Sink sink) {
    for (OpenBar bar : bars) {
      if (!bar.published && bar.end + grace <= now) {
        tell(bar, sink);
      }
    }
    schedule();
  }

  /** A tick that was held has stood unopposed for a while. */
  public void believeHeld(Sink sink) {
    Tick tick = held.orElseThrow();
    held = Optional.empty();
    Fate fate = take(tick, sink);
    if (!fate.code().isEmpty()) {
      sink.rejected(tick, fate);
    }
  }

  public boolean holds() {
    return held.isPresent();
  }

  /** Tells the bars that late trades have changed. */
  public void tellRevised(Sink sink) {
    for (OpenBar bar : bars) {
      if (bar.revised) {
        tell(bar, sink);
      }
    }
    revised = false;
  }

  /** Whether a bar that was told has changed since. */
  public boolean isRevised() {
    return revised;
  }

  /** The time of the latest trade, microseconds; {@link Long#MIN_VALUE} before the first. */
  public long clock() {
    return clock;
  }

  /** When the next untold bar may be told if no tick comes. */
  public long nextToClose() {
    long next = Long.MAX_VALUE;
    for (OpenBar bar : bars) {
      next = bar.published ? next : Math.min(next, bar.end + grace);
    }
    return next;
  }

  /** How many trades were taken: with {@link #stamp}, what orders the symbol's revisions. */
  public long taken() {
    return taken;
  }

  /** The latest time at which the log took a tick, milliseconds; never falls. */
  public long stamp() {
    return stamp;
  }

  private Fate judge(Tick tick, long logged) {
    if (!(tick.price > 0 && tick.price <= Double.MAX_VALUE)) {
      return Fate.BAD_PRICE;
    }
    if (!(tick.size >= 0 && tick.size <= Double.MAX_VALUE)) {
      return Fate.BAD_SIZE;
    }
    if (tick.time < 0 || tick.time / 1_000 > logged + ahead / 1_000) {
      return Fate.TIME_TRAVEL;
    }
    boolean late = clock != NO_TIME && tick.time < clock - grace;
    if (late) {
      return Fate.LATE;
    }
    if (!seen.add(tick.identity, tick.time)) {
      return Fate.DUPLICATE;
    }
    boolean far = median.isFar(tick.price, settings.priceFactor());
    median.add(tick.price);
    return far ? Fate.FAT_FINGER : Fate.ACCEPTED;
  }

  /** Far ahead: true if the one before said so too. */
  private Fate leap(Tick tick, Sink sink) {
    Tick before = held.orElse(null);
    held = Optional.empty();
    if (before != null && tick.time >= before.time - grace) {
      Fate first = take(before, sink);
      if (!first.code().isEmpty()) {
        sink.rejected(before, first);
      }
      return take(tick, sink);
    }
    if (before != null) {
      sink.rejected(before, Fate.TIME_TRAVEL);
    }
    held = Optional.of(tick.copy());
    return Fate.HELD;
  }

  /** Where it belongs: whoever was far ahead was wrong. */
  private Fate land(Tick tick, Sink sink) {
    if (held.isPresent()) {
      sink.rejected(held.get(), Fate.TIME_TRAVEL);
      held = Optional.empty();
    }
    return take(tick, sink);
  }

  private Fate take(Tick tick, Sink sink) {
    taken++;
    Fate fate = Fate.ACCEPTED;
    for (int i = 0; i < current.length; i++) {
      OpenBar bar = current[i];
      if (bar == null || !bar.holds(tick.time)) {
        bar = barAt(i, tick.time);
        if (bar == null) {
          fate = Fate.OUT_OF_SESSION;
          break;
        }
      }
      bar.fold(tick);
      revised |= bar.revised;
    }
    if (tick.time > clock) {
      clock = tick.time;
      if (clock >= nextEvent) {
        settle(sink);
      }
    }
    return fate;
  }

  /** The bar of a length at a time, begun if need be; null outside of sessions. */
  private OpenBar barAt(int length, long time) {
    for (OpenBar bar : bars) {
      if (bar.length == length && bar.holds(time)) {
        return bar;
      }
    }
    Optional<MarketCalendar.Span> span = calendar.span(settings.lengths().get(length), time);
    if (span.isEmpty()) {
      return null;
    }
    OpenBar begun = new OpenBar(length, span.get().slot(), span.get().start(), span.get().end());
    bars.add(begun);
    if (current[length] == null || begun.start > current[length].start) {
      current[length] = begun;
    }
    nextEvent = Math.min(nextEvent, begun.end);
    return begun;
  }

  /** Tells what the clock has closed and lets go of what it has made final. */
  private void settle(Sink sink) {
    Iterator<OpenBar> all = bars.iterator();
    while (all.hasNext()) {
      OpenBar bar = all.next();
      boolean isFinal = bar.end + grace <= clock;
      if (bar.end <= clock && (!bar.published || (isFinal && bar.revised))) {
        tell(bar, sink);
      }
      if (isFinal) {
        all.remove();
        if (current[bar.length] == bar) {
          current[bar.length] = null;
        }
      }
    }
    seen.forgetBefore(clock - grace);
    schedule();
  }

  private void tell(OpenBar bar, Sink sink) {
    bar.published = true;
    bar.revised = false;
    sink.bar(settings.lengths().get(bar.length), bar.slot, bar.values());
  }

  private void schedule() {
    nextEvent = Long.MAX_VALUE;
    for (OpenBar bar : bars) {
      nextEvent = Math.min(nextEvent, bar.published ? bar.end + grace : bar.end);
    }
  }

  /** Everything but what is remembered of single trades. */
  public byte[] toBytes() {
    BinaryOut out = new BinaryOut(512);
    out.writeByte(FORMAT).writeFixedLong(clock).writeLong(taken).writeLong(stamp);
    median.write(out);
    out.writeByte(held.isPresent() ? 1 : 0);
    held.ifPresent(tick -> tick.write(out));
    out.writeInt(bars.size());
    for (OpenBar bar : bars) {
      out.writeText(settings.lengths().get(bar.length).name());
      bar.write(out);
    }
    return out.toBytes();
  }

  /** What is remembered of single trades, as far as it changed since the last call. */
  public void drainSeen(SeenStore store) {
    seen.drain(
        new SeenTicks.StretchSink() {
          @Override
          public void keep(long stretch, byte[] ids) {
            store.keep(stretch, Optional.of(ids));
          }

          @Override
          public void drop(long stretch) {
            store.keep(stretch, Optional.empty());
          }
        });
  }

  /** Where remembered trades are kept, by stretch of time. */
  public interface SeenStore {
    void keep(long stretch, Optional<byte[]> ids);
  }

  /** Takes back a stretch of remembered trades. */
  public void restoreSeen(long stretch, byte[] ids) {
    seen.restore(stretch, ids);
  }

  /**
   * Reads what {@link #toBytes} wrote; bars of a length that is no longer made are let go.
   *
   * @throws IllegalArgumentException if the bytes are no symbol
   */
  public static SymbolBars fromBytes(
      MarketSettings settings, MarketCalendar calendar, byte[] bytes) {
    BinaryIn in = new BinaryIn(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IllegalArgumentException("a symbol of format " + format + ", not " + FORMAT);
    }
    SymbolBars symbol = new SymbolBars(settings, calendar);
    symbol.clock = in.readFixedLong();
    symbol.taken = in.readLong();
    symbol.stamp = in.readLong();
    symbol.median = RunningMedian.read(in);
    if (in.readByte() != 0) {
      Tick tick = new Tick();
      tick.read(in);
      symbol.held = Optional.of(tick);
    }
    for (int left = in.readCount(); left > 0; left--) {
      String name = in.readText();
      OpenBar bar = OpenBar.read(in);
      boolean made =
          bar.length < settings.lengths().size()
              && settings.lengths().get(bar.length).name().equals(name);
      if (made) {
        symbol.bars.add(bar);
        symbol.revised |= bar.revised;
        OpenBar latest = symbol.current[bar.length];
        if (latest == null || bar.start > latest.start) {
          symbol.current[bar.length] = bar;
        }
      }
    }
    symbol.schedule();
    return symbol;
  }
}
