package io.foretide.ingest.market;

/** What became of a tick. FT-123x goes to the rejects, with the way out for whoever sent it. */
public enum Fate {
  ACCEPTED("", "folded into its bars", ""),
  DUPLICATE("", "the same trade told twice", ""),
  /** Far ahead of its symbol's last one: the next one tells whether time has moved. */
  HELD("", "held until the next one", ""),
  BAD_PRICE("FT-1231", "the price is not a positive number", "Send trades only, with their price."),
  BAD_SIZE("FT-1232", "the size is not a number of zero or more", "Send the units traded."),
  TIME_TRAVEL(
      "FT-1233",
      "the time cannot be",
      "Send when it was traded, in UTC; it lies neither before 1970 nor ahead of the log's clock, and not alone far ahead of the ticks around it."),
  LATE(
      "FT-1234",
      "it came after the grace period",
      "Send ticks in time, raise market.grace.seconds, or push the corrected bar as CSV."),
  FAT_FINGER(
      "FT-1235",
      "the price is far from the median of the last ones",
      "If the price is right, nothing: it is taken as soon as most of the last prices agree."),
  UNKNOWN_SYMBOL("FT-1236", "the symbol is not on the list", "Add it to market.symbols."),
  OUT_OF_SESSION(
      "FT-1237",
      "the exchange is closed at that time",
      "Check market.zone and market.session, or those of its market.exchange."),
  UNREADABLE(
      "FT-1238",
      "it cannot be read as a tick",
      "Send a Tick in Avro, or a JSON object per line with symbol, time, price and size."),
  NO_SYMBOL("FT-1239", "it names no symbol", "Put the symbol into the record's key.");

  private final String code;
  private final String what;
  private final String wayOut;

  Fate(String code, String what, String wayOut) {
    this.code = code;
    this.what = what;
    this.wayOut = wayOut;
  }

  /** {@code FT-1231}; empty for what is not rejected. */
  public String code() {
    return code;
  }

  public String what() {
    return what;
  }

  /** What to do about it, one sentence. */
  public String wayOut() {
    return wayOut;
  }
}
