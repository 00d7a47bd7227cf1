package io.foretide.ingest.csv;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** The names by which columns are known, however they are spelt. */
final class ColumnNames {
  static final String PRODUCT = "product_id";
  static final String STORE = "store_id";
  static final String SYMBOL = "symbol";
  static final String SALES = "sales";

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
          "productgroup");

  static final List<String> OPERATIONS = List.of("op", "operation");

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
