package io.foretide.ingest.csv;

import io.foretide.models.market.Sentiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what each column is: by its name first, by its cells where the name says nothing. */
final class RoleGuess {
  /** Fewer cells than this are judged one by one when the rows are read, not all together. */
  private static final int ENOUGH = 20;

  private final List<ColumnSample> columns;
  private final String file;
  private final Instant received;
  private final Role[] roles;
  private final String[] names;

  RoleGuess(List<ColumnSample> columns, UploadHints hints) {
    this.columns = columns;
    this.file = hints.file();
    this.received = hints.received();
    this.roles = new Role[columns.size()];
    this.names = new String[columns.size()];
  }

  List<Dialect.Column> columns() throws UploadRefusedException {
    take(dateColumn(), Role.DATE, "date");
    takeIdentity();
    takeNamed(ColumnNames.OPERATIONS, Role.OPERATION, "op", this::holdsOperations);
    takeTarget();
    takeTimeOfDay();
    for (ColumnSample column : columns) {
      if (roles[column.index()] == null) {
        roles[column.index()] = restRole(column);
      }
    }
    nameTheRest();
    List<Dialect.Column> result = new ArrayList<>();
    for (ColumnSample column : columns) {
      int i = column.index();
      result.add(new Dialect.Column(column.header(), names[i], roles[i], column.decimalMark()));
    }
    return result;
  }

  private ColumnSample dateColumn() throws UploadRefusedException {
    List<ColumnSample> named = named(ColumnNames.DATES);
    for (ColumnSample column : named) {
      if (DateGuess.of(column.cells(), received).share() >= 0.5) {
        refuseTwins(named, column);
        return column;
      }
    }
    List<ColumnSample> dated =
        columns.stream()
            .filter(c -> c.cells().stream().anyMatch(WrittenDate::isDate))
            .filter(c -> DateGuess.of(c.cells(), received).share() >= 0.9)
            .filter(c -> c.numberShare() < 0.5)
            .toList();
    if (dated.size() == 1) {
      return dated.get(0);
    }
    if (named.isEmpty()) {
      throw new UploadRefusedException(
          IngestCode.NO_DATE_COLUMN,
          file,
          "no column is named date, ds, time, day, week, month or alike; found " + found() + ".");
    }
    if (named.get(0).cells().size() >= ENOUGH) {
      throw new UploadRefusedException(
          IngestCode.NO_USABLE_DATE,
          file,
          "column \""
              + named.get(0).header()
              + "\" holds no dates; it begins with \""
              + named.get(0).cells().get(0)
              + "\".");
    }
    return named.get(0);
  }

  private void takeIdentity() throws UploadRefusedException {
    boolean product =
        takeNamed(ColumnNames.PRODUCTS, Role.IDENTITY, ColumnNames.PRODUCT, c -> true)
            || takeNamed(ColumnNames.SYMBOLS, Role.IDENTITY, ColumnNames.SYMBOL, c -> true);
    takeNamed(ColumnNames.STORES, Role.IDENTITY, ColumnNames.STORE, c -> true);
    if (!product) {
      for (ColumnSample column : named(ColumnNames.DIMENSIONS)) {
        refuseTwins(columns, column);
        take(column, Role.IDENTITY, ColumnNames.plain(column.header()));
      }
    }
  }

  private void takeTarget() throws UploadRefusedException {
    List<ColumnSample> named = named(ColumnNames.VALUES);
    if (!named.isEmpty()) {
      ColumnSample target = named.get(0);
      refuseTwins(named, target);
      if (target.cells().size() >= ENOUGH && target.numberShare() == 0) {
        throw new UploadRefusedException(
            IngestCode.NO_USABLE_VALUE,
            file,
            "column \""
                + target.header()
                + "\" begins with \""
                + target.cells().get(0)
                + "\", and none of the "
                + target.cells().size()
                + " values looked at is a number.");
      }
      take(target, Role.TARGET, ColumnNames.SALES);
      return;
    }
    Optional<ColumnSample> close = closeOfBars();
    if (close.isPresent()) {
      take(close.get(), Role.TARGET, ColumnNames.CLOSE);
      return;
    }
    Optional<ColumnSample> sentiment = sentimentOfSymbols();
    if (sentiment.isPresent()) {
      take(sentiment.get(), Role.TARGET, Sentiment.COLUMN);
      return;
    }
    if (plansOnly()) {
      return;
    }
    List<ColumnSample> numeric =
        columns.stream()
            .filter(c -> roles[c.index()] == null && !c.header().isEmpty())
            .filter(c -> !ColumnNames.isLabel(c.header()) && c.numberShare() >= 0.5)
            .toList();
    if (numeric.size() != 1 || ColumnNames.isCompanion(numeric.get(0).header())) {
      throw new UploadRefusedException(
          IngestCode.NO_VALUE_COLUMN,
          file,
          "no column is named sales, value, y, quantity, units, demand, amount, revenue or alike,"
              + " and "
              + (numeric.size() == 1 ? "a price or calendar column" : numeric.size() + " columns")
              + " of numbers cannot stand for it; found "
              + found()
              + ".");
    }
    take(numeric.get(0), Role.TARGET, ColumnNames.SALES);
  }

  /** What is only planned has no value yet. */
  private boolean plansOnly() {
    return columns.stream()
        .filter(c -> roles[c.index()] == Role.OPERATION && !c.cells().isEmpty())
        .anyMatch(c -> c.cells().stream().allMatch(Operations::isPlan));
  }

  /** Bars of a market: the close is what is forecast, if the other three prices are there too. */
  private Optional<ColumnSample> closeOfBars() {
    Set<String> keys =
        columns.stream().map(c -> ColumnNames.key(c.header())).collect(Collectors.toSet());
    return keys.containsAll(List.of("open", "high", "low"))
        ? columns.stream().filter(c -> ColumnNames.key(c.header()).equals("close")).findFirst()
        : Optional.empty();
  }

  /** What is said of symbols, in a file of its own. */
  private Optional<ColumnSample> sentimentOfSymbols() {
    return Arrays.asList(names).contains(ColumnNames.SYMBOL)
        ? columns.stream()
            .filter(c -> ColumnNames.key(c.header()).equals(Sentiment.COLUMN))
            .findFirst()
        : Optional.empty();
  }

  private void takeTimeOfDay() {
    for (ColumnSample column : columns) {
      boolean times =
          ColumnNames.key(column.header()).matches("time|timeofday|uhrzeit|heure|hora")
              && !column.cells().isEmpty()
              && column.cells().stream()
                  .allMatch(c -> WrittenTime.secondOfDay(c.toCharArray(), 0, c.length()) >= 0);
      if (roles[column.index()] == null && times) {
        take(column, Role.TIME, "time");
        return;
      }
    }
  }

  private static Role restRole(ColumnSample column) {
    if (column.header().isEmpty() || column.header().startsWith("Unnamed:")) {
      return Role.IGNORED;
    }
    return column.isNumeric() && !ColumnNames.isLabel(column.header())
        ? Role.NUMBER
        : Role.ATTRIBUTE;
  }

  private boolean holdsOperations(ColumnSample column) {
    long known = column.cells().stream().filter(Operations::isKnown).count();
    return known * 2 >= column.cells().size();
  }

  private boolean takeNamed(
      List<String> list, Role role, String name, java.util.function.Predicate<ColumnSample> fits)
      throws UploadRefusedException {
    List<ColumnSample> named = named(list).stream().filter(fits).toList();
    if (named.isEmpty()) {
      return false;
    }
    refuseTwins(named, named.get(0));
    take(named.get(0), role, name);
    return true;
  }

  private void take(ColumnSample column, Role role, String name) {
    roles[column.index()] = role;
    names[column.index()] = name;
  }

  /** Columns without a role yet whose header is in the list, the likeliest first. */
  private List<ColumnSample> named(List<String> list) {
    return columns.stream()
        .filter(c -> roles[c.index()] == null)
        .filter(c -> ColumnNames.rankIn(list, c.header()) < list.size())
        .sorted(Comparator.comparingInt(c -> ColumnNames.rankIn(list, c.header())))
        .toList();
  }

  private void refuseTwins(List<ColumnSample> named, ColumnSample taken)
      throws UploadRefusedException {
    String key = ColumnNames.key(taken.header());
    long same = named.stream().filter(c -> ColumnNames.key(c.header()).equals(key)).count();
    if (same > 1) {
      throw new UploadRefusedException(
          IngestCode.AMBIGUOUS_COLUMN,
          file,
          "the column \"" + taken.header() + "\" is there " + same + " times.");
    }
  }

  private void nameTheRest() {
    Set<String> used = new HashSet<>(Arrays.asList(names));
    for (ColumnSample column : columns) {
      int i = column.index();
      if (names[i] != null) {
        continue;
      }
      String plain = ColumnNames.plain(column.header());
      String wanted = plain.isEmpty() ? "column_" + (i + 1) : plain;
      String name = wanted;
      for (int copy = 2; !used.add(name); copy++) {
        name = wanted + "_" + copy;
      }
      names[i] = name;
    }
  }

  private String found() {
    String all =
        columns.stream().map(c -> '"' + c.header() + '"').collect(Collectors.joining(", "));
    return all.length() > 300 ? all.substring(0, 300) + "\u2026" : all;
  }
}
