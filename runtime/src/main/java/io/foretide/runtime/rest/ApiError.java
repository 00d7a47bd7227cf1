package io.foretide.runtime.rest;

/** Every failure, whatever the route. */
@Says("What went wrong, and what to do about it.")
public record ApiError(
    @Says("Stable: FT-nnnn.") String code,
    @Says("For a person: what is wrong, where, and what to do.") String message) {}
