/**
 * Who asks for runs when nobody does: uploads, the clock, and forecasts that turn out worse than
 * the backtest promised.
 */
package io.foretide.trainer.policy;
