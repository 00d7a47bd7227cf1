package io.foretide.standalone.view;

import io.foretide.runtime.AvroJson;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionRetired;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Records as a person reads them: one line each, times in UTC. */
public final class RecordText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  private RecordText() {}

  public static String of(SpecificRecord record) {
    if (record instanceof IngestReceipt receipt) {
      return of(receipt);
    } else if (record instanceof IngestReject reject) {
      return of(reject);
    } else if (record instanceof ModelEvent event) {
      return of(event);
    } else if (record instanceof ModelDeployment deployment) {
      return of(deployment);
    } else if (record instanceof SeriesForecast forecast) {
      return of(forecast);
    } else if (record instanceof ForecastScore score) {
      return of(score);
    }
    return AvroJson.of(record).toString();
  }

  public static String of(IngestReceipt r) {
    String range =
        r.getFirstTime() == null
            ? ""
            : " (%s to %s)".formatted(DAY.format(r.getFirstTime()), DAY.format(r.getLastTime()));
    return "%s  %s  %s -> %s: %s%s%s"
        .formatted(
            TIME.format(r.getFinishedAt()),
            r.getStatus(),
            r.getFile(),
            r.getDataset(),
            r.getCode() == null ? "" : r.getCode() + " ",
            r.getMessage(),
            range);
  }

  public static String of(IngestReject r) {
    return "%s %s%s%s%s: %s | %s"
        .formatted(
            r.getCode(),
            r.getFile(),
            r.getLine() > 0 ? " line " + r.getLine() : "",
            r.getPart() > 1 ? " of part " + r.getPart() : "",
            r.getColumn() == null ? "" : ", column \"" + r.getColumn() + "\"",
            r.getReason(),
            printable(r.getRaw()));
  }

  static String of(ModelEvent event) {
    return TIME.format(event.getTime())
        + "  "
        + event.getModel()
        + "  "
        + what(event)
        + "  by "
        + event.getWho();
  }

  private static String what(ModelEvent event) {
    Object what = event.getEvent();
    if (what instanceof VersionPublished v) {
      return "version %d published: %s, %s"
          .formatted(v.getVersion(), v.getKind(), numbers(v.getScorecard().getMetrics()));
    } else if (what instanceof AliasMoved m) {
      return "%s %s -> %d%s: %s"
          .formatted(
              m.getAlias(),
              Optional.ofNullable(m.getFromVersion()).map(String::valueOf).orElse("none"),
              m.getToVersion(),
              m.getShare() == null ? "" : " for %s %% of the series".formatted(m.getShare()),
              m.getWhy());
    } else if (what instanceof ModelDefined d) {
      return "defined: data set %s, %s, %d steps ahead, kind %s, promotion %s"
          .formatted(d.getDataset(), d.getStep(), d.getHorizon(), d.getKind(), d.getPromotion());
    } else if (what instanceof VersionRetired v) {
      return "version %d retired: %s".formatted(v.getVersion(), v.getWhy());
    }
    return String.valueOf(what);
  }

  static String of(ModelDeployment d) {
    return "%s  %s  %s/%d as %s  %s%s%s"
        .formatted(
            TIME.format(d.getSince()),
            d.getInstance(),
            d.getModel(),
            d.getVersion(),
            d.getAlias(),
            d.getState(),
            d.getLoadMillis() == null ? "" : " after " + d.getLoadMillis() + " ms",
            d.getReason() == null ? "" : ": " + d.getCode() + " " + d.getReason());
  }

  static String of(SeriesForecast f) {
    int lower = level(f, LOWER);
    int upper = level(f, UPPER);
    StringBuilder steps = new StringBuilder();
    for (int h = 0; h < Math.min(3, f.getHorizon()); h++) {
      steps.append(
          String.format(
              Locale.ROOT,
              "  %s %.1f [%.1f, %.1f]",
              step(f.getTimes().get(h)),
              f.getMean().get(h),
              f.getQuantiles().get(lower).get(h),
              f.getQuantiles().get(upper).get(h)));
    }
    return "%s  %s  %s/%d %s (%s)%s ... %d steps"
        .formatted(
            TIME.format(f.getMadeAt()),
            f.getSeries(),
            f.getModel(),
            f.getVersion(),
            f.getKind(),
            f.getAlias(),
            steps,
            f.getHorizon());
  }

  static String of(ForecastScore s) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %s/%d  %s, %d ahead: %.2f came, %.2f forecast, error %+.2f, %s [%.2f, %.2f]",
        TIME.format(s.getScoredAt()),
        s.getSeries(),
        s.getModel(),
        s.getVersion(),
        step(s.getTargetTime()),
        s.getStepAhead(),
        s.getActual(),
        s.getMean(),
        s.getError(),
        s.getInside() ? "inside" : "OUTSIDE",
        s.getLower(),
        s.getUpper());
  }

  /** The day, and the time too where a step does not begin with the day. */
  private static String step(Instant begins) {
    boolean day = begins.equals(begins.truncatedTo(ChronoUnit.DAYS));
    return (day ? DAY : MINUTE).format(begins);
  }

  private static int level(SeriesForecast f, double wanted) {
    int nearest = 0;
    for (int i = 1; i < f.getLevels().size(); i++) {
      if (Math.abs(f.getLevels().get(i) - wanted) < Math.abs(f.getLevels().get(nearest) - wanted)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static String numbers(Map<String, Double> metrics) {
    return new TreeMap<>(metrics)
        .entrySet().stream()
            .map(m -> String.format(Locale.ROOT, "%s %.4g", m.getKey(), m.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** A stranger's bytes must not command the terminal. */
  private static String printable(String raw) {
    return raw.replaceAll("\\p{Cntrl}", "·");
  }
}
