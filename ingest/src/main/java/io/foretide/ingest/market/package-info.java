/**
 * Trades become bars. A bar is a function of the set of its trades: their order, repetition and the
 * way they came do not matter to it.
 */
package io.foretide.ingest.market;
