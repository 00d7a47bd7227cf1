import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the sample sales files, the same bytes every time: {@code java samples/GenerateSales.java}.
 *
 * <p>sales.csv has two years of a dozen products in three categories and two regions, with prices and
 * promotions. sales-update.csv has the two weeks that follow, and the last three days again for four
 * products, corrected.
 */
public final class GenerateSales {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final LocalDate END = LocalDate.of(2025, 12, 31);
  private static final int NEW_DAYS = 14;
  private static final int CORRECTED_DAYS = 3;
  private static final long SEED = 20240101;
  private static final String HEADER = "date,product_id,category,region,price,promo,sales\n";

  private record Product(
      String id, String category, String region, double base, double yearlyGrowth, double price) {}

  private record Row(LocalDate date, Product product, double price, boolean promo, int sales) {
    String csv(int soldMore) {
      return String.format(
          Locale.ROOT,
          "%s,%s,%s,%s,%.2f,%d,%d\n",
          date,
          product.id(),
          product.category(),
          product.region(),
          price,
          promo ? 1 : 0,
          sales + soldMore);
    }
  }

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("P001", "bakery", "north", 120, 0.06, 1.20),
          new Product("P002", "bakery", "north", 64, 0.02, 2.40),
          new Product("P003", "bakery", "south", 90, -0.04, 1.80),
          new Product("P004", "bakery", "south", 41, 0.10, 3.10),
          new Product("P005", "drinks", "north", 150, 0.08, 0.90),
          new Product("P006", "drinks", "north", 70, 0.00, 1.50),
          new Product("P007", "drinks", "south", 110, 0.12, 1.10),
          new Product("P008", "drinks", "south", 35, -0.06, 2.80),
          new Product("P009", "produce", "north", 80, 0.03, 2.10),
          new Product("P010", "produce", "north", 28, 0.15, 4.50),
          new Product("P011", "produce", "south", 55, 0.05, 3.20),
          new Product("P012", "produce", "south", 96, -0.02, 1.60));

  private GenerateSales() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "samples");
    List<Row> rows = rows();
    LocalDate correctedFrom = END.minusDays(CORRECTED_DAYS - 1);
    try (BufferedWriter sales = Files.newBufferedWriter(folder.resolve("sales.csv"));
        BufferedWriter update = Files.newBufferedWriter(folder.resolve("sales-update.csv"))) {
      sales.write(HEADER);
      update.write(HEADER);
      for (Row row : rows) {
        boolean corrected =
            !row.date().isBefore(correctedFrom) && PRODUCTS.indexOf(row.product()) % 3 == 0;
        if (!row.date().isAfter(END)) {
          sales.write(row.csv(0));
          if (corrected) {
            update.write(row.csv(7));
          }
        } else {
          update.write(row.csv(0));
        }
      }
    }
  }

  private static List<Row> rows() {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (LocalDate day = START; !day.isAfter(END.plusDays(NEW_DAYS)); day = day.plusDays(1)) {
      for (Product product : PRODUCTS) {
        rows.add(row(day, product, random));
      }
    }
    return rows;
  }

  private static Row row(LocalDate day, Product product, Random random) {
    long since = ChronoUnit.DAYS.between(START, day);
    boolean promo = promoted(product, since);
    double price = product.price() * (promo ? 0.8 : 1) * (since > 500 ? 1.05 : 1);
    double expected =
        product.base()
            * (1 + product.yearlyGrowth() * since / 365.25)
            * weekday(product, day.getDayOfWeek())
            * (1 + season(product) * StrictMath.sin(2 * Math.PI * (since - 110) / 365.25))
            * (promo ? 1.45 : 1)
            * (since > 500 ? 0.97 : 1);
    double noisy = expected * StrictMath.exp(0.10 * random.nextGaussian());
    return new Row(day, product, price, promo, (int) Math.max(0, Math.round(noisy)));
  }

  /** A week of promotion every two months, each product at its own time. */
  private static boolean promoted(Product product, long since) {
    int number = PRODUCTS.indexOf(product);
    return Math.floorMod(since + 5L * number, 61) < 7;
  }

  private static double weekday(Product product, DayOfWeek day) {
    boolean bakery = product.category().equals("bakery");
    return switch (day) {
      case SATURDAY -> bakery ? 1.45 : 1.25;
      case SUNDAY -> bakery ? 1.20 : 0.70;
      case FRIDAY -> 1.15;
      case MONDAY -> 0.85;
      default -> 0.95;
    };
  }

  private static double season(Product product) {
    return switch (product.category()) {
      case "drinks" -> 0.30;
      case "produce" -> 0.15;
      default -> -0.06;
    };
  }
}
