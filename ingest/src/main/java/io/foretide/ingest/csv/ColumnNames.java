package io.foretide.ingest.csv;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The names by which columns are known, however they are spelt. */
final class ColumnNames {
  static final String PRODUCT = "product_id";
  static final String STORE = "store_id";
  static final String SYMBOL = "symbol";
  static final String SALES = "sales";
  static final String CLOSE = "close";

  /** The likelier first: of two columns that qualify, the one named earlier here is taken. */
  static final List<String> DATES =
      List.of(
          "date",
          "ds",
          "datetime",
          "timestamp",
          "time",
          "day",
          "orderdate",
          "salesdate",
          "saledate",
          "invoicedate",
          "transactiondate",
          "businessdate",
          "week",
          "weekstart",
          "weekending",
          "month",
          "period",
          "quarter",
          "yearmonth",
          "yearweek",
          "year",
          "datum",
          "fecha",
          "data");

  static final List<String> VALUES =
      List.of(
          "sales",
          "sale",
          "weeklysales",
          "dailysales",
          "monthlysales",
          "totalsales",
          "netsales",
          "unitsales",
          "salesamount",
          "salesqty",
          "salesquantity",
          "y",
          "value",
          "target",
          "unitssold",
          "quantitysold",
          "qtysold",
          "itemcnt",
          "itemcntday",
          "units",
          "quantity",
          "qty",
          "demand",
          "amount",
          "turnover",
          "revenue",
          "grosssales",
          "umsatz",
          "absatz",
          "menge",
          "ventas",
          "ventes",
          "quantite");

  static final List<String> PRODUCTS =
      List.of(
          "productid",
          "product",
          "productcode",
          "productname",
          "productnumber",
          "sku",
          "skuid",
          "itemid",
          "item",
          "itemcode",
          "itemnbr",
          "itemname",
          "article",
          "articleid",
          "articlenumber",
          "uniqueid",
          "seriesid",
          "series",
          "material",
          "materialnumber",
          "stockcode",
          "asin",
          "ean",
          "gtin",
          "upc",
          "produkt",
          "artikel",
          "dept",
          "deptid");

  static final List<String> STORES =
      List.of(
          "storeid",
          "store",
          "storenbr",
          "storenumber",
          "storename",
          "shop",
          "shopid",
          "outlet",
          "outletid",
          "branch",
          "branchid",
          "warehouse",
          "warehouseid",
          "location",
          "locationid",
          "filiale",
          "market",
          "marketid");

  static final List<String> SYMBOLS = List.of("symbol", "ticker");

  /** Where no column names a product, these tell the series apart. */
  static final List<String> DIMENSIONS =
      List.of(
          "category",
          "productcategory",
          "subcategory",
          "family",
          "productfamily",
          "department",
          "departmentid",
          "brand",
          "segment",
          "channel",
          "country",
          "region",
          "state",
          "city",
          "class",
          "group",
          "productgroup",
          "meter",
          "meterid",
          "sensor",
          "sensorid",
          "station",
          "stationid",
          "device",
          "deviceid",
          "machine",
          "machineid",
          "building",
          "buildingid",
          "site",
          "siteid",
          "zone",
          "zoneid");

  static final List<String> OPERATIONS = List.of("op", "operation");

  private static final Set<String> LABELS =
      Set.of(
          "id",
          "ids",
          "code",
          "sku",
          "zip",
          "zipcode",
          "postal",
          "postcode",
          "plz",
          "phone",
          "ean",
          "upc",
          "gtin",
          "isbn",
          "category",
          "type",
          "segment",
          "region",
          "class",
          "name",
          "nbr",
          "number",
          "brand",
          "cluster",
          "uuid",
          "key",
          "label",
          "ticket",
          "invoice");

  private static final Set<String> COMPANIONS =
      Set.of(
          "price",
          "prices",
          "cost",
          "discount",
          "promo",
          "promotion",
          "onpromotion",
          "holiday",
          "year",
          "month",
          "day",
          "weekday",
          "hour",
          "lat",
          "lon",
          "latitude",
          "longitude");

  private ColumnNames() {}

  /** Letters and digits only, in lower case: {@code Product ID} and {@code product-id} are one. */
  static String key(String header) {
    String composed = Normalizer.normalize(header, Normalizer.Form.NFKD);
    StringBuilder key = new StringBuilder(header.length());
    composed
        .toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> key.append((char) c));
    return key.toString();
  }

  /** Whether the header names a date, as it stands or without a unit in brackets. */
  static boolean isDate(String header) {
    return rankIn(DATES, header) < DATES.size();
  }

  /** Whether the header is one of those looked for. */
  static boolean isKnown(String header) {
    return Stream.of(DATES, VALUES, PRODUCTS, STORES, SYMBOLS)
        .anyMatch(names -> rankIn(names, header) < names.size());
  }

  /** The place of the header in the list; the list's size if it is not in it. */
  static int rankIn(List<String> names, String header) {
    int rank = names.indexOf(key(header));
    if (rank < 0 && header.indexOf('(') > 0) {
      rank = names.indexOf(key(header.substring(0, header.indexOf('('))));
    }
    return rank < 0 ? names.size() : rank;
  }

  /**
   * Whether a column by that name holds names even where they look like numbers: postcodes are not
   * added up.
   */
  static boolean isLabel(String header) {
    return Stream.of(plain(header).split("_")).anyMatch(LABELS::contains);
  }

  /** Whether a column by that name goes along with the value and is not it. */
  static boolean isCompanion(String header) {
    return Stream.of(plain(header).split("_")).anyMatch(COMPANIONS::contains);
  }

  /** The name of a column that keeps its own: {@code Fuel_Price} becomes {@code fuel_price}. */
  static String plain(String header) {
    String name =
        Normalizer.normalize(header, Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", "_");
    return name.replaceAll("^_+|_+$", "");
  }

  /** Product before store before the rest. */
  static int rank(String identityName) {
    return switch (identityName) {
      case PRODUCT, SYMBOL -> 0;
      case STORE -> 1;
      default -> 2;
    };
  }
}
