package io.foretide.forecaster.advice;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.InventoryAdvice;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * What to order, from the forecast of demand over the lead time: the order-point, order-up-to-level
 * policy (s, S) of Silver, Pyke &amp; Thomas, Inventory and Production Management in Supply Chains
 * (4th ed. 2017), sections 6.2 and 6.7. The order point s is the quantile, at the service level
 * (their P1: the probability of no stock-out in a cycle), of demand over the lead time; safety
 * stock is what s holds above expected demand; S is s plus one lead time's expected demand.
 *
 * <p>That quantile comes from backtests of the very total, see {@link Calibration#totalQuantiles}.
 * The textbook's sigma times the square root of the lead time takes the errors of successive days
 * for independent, which they are not: a forecast that is low on Monday is low on Tuesday.
 */
public final class StockAdvice {
  private StockAdvice() {}

  /**
   * The quantile of total demand over the lead time.
   *
   * @param total expected total of the series over the lead time
   * @param alone the answer for a version that has no backtest of any of the series
   */
  public static double demand(
      Optional<Calibration> calibration,
      Collection<SeriesId> series,
      double total,
      int leadTimeSteps,
      double serviceLevel,
      DoubleSupplier alone) {
    return calibration
        .filter(known -> known.knowsSums() && known.knowsAnyOf(series))
        .map(
            known ->
                known.totalQuantiles(series, total, leadTimeSteps, new double[] {serviceLevel})[0])
        .orElseGet(alone::getAsDouble);
  }

  /**
   * @param expected expected demand over the lead time
   * @param quantile demand over the lead time that the service level covers
   * @param onHand stock at hand, orders on their way among it; empty where it is not known, and
   *     then one lead time's expected demand is ordered
   */
  public static InventoryAdvice of(
      double expected,
      double quantile,
      int leadTimeSteps,
      double serviceLevel,
      OptionalDouble onHand) {
    double reorderPoint = Math.max(0, quantile);
    double upTo = reorderPoint + Math.max(0, expected);
    double order;
    if (onHand.isEmpty()) {
      order = Math.max(0, expected);
    } else {
      order = onHand.getAsDouble() > reorderPoint ? 0 : upTo - onHand.getAsDouble();
    }
    return InventoryAdvice.newBuilder()
        .setLeadTimeSteps(leadTimeSteps)
        .setServiceLevel(serviceLevel)
        .setSafetyStock(Math.max(0, reorderPoint - expected))
        .setReorderPoint(reorderPoint)
        .setOrderQuantity(order)
        .setOnHand(onHand.isEmpty() ? null : onHand.getAsDouble())
        .build();
  }
}
