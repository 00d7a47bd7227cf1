package io.foretide.registry.runs;

import io.foretide.runtime.rest.Says;
import java.time.Instant;
import java.util.Optional;

/** Which runs are wanted. */
record RunFilter(
    @Says("Only of this model.") Optional<String> model,
    @Says("Only of this kind.") Optional<String> kind,
    @Says("Only those that are so.") Optional<RunStatus> status,
    @Says("Only those asked for at or after this instant.") Optional<Instant> since,
    @Says("Only those asked for before this instant.") Optional<Instant> until,
    @Says(
            value = "Those before their model's last reset too.",
            name = "before_reset",
            otherwise = "false")
        boolean beforeReset) {}
