package io.foretide.runtime.rest;

/**
 * A request, as a route's work sees it.
 *
 * @param at what stands in the path and the query
 * @param body what was sent; {@link Nothing} where a route reads none
 */
public record Call<P extends Record, B>(P at, B body, Caller caller) {}
