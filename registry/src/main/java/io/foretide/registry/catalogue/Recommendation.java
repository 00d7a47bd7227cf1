package io.foretide.registry.catalogue;

import io.foretide.runtime.rest.Says;
import java.util.List;

/** A kind, how well it suits, and why. */
@Says("A kind that suits a use case.")
record Recommendation(
    @Says("From 1, the best first.") int rank,
    @Says("Id of the kind.") String kind,
    @Says("Its name.") String name,
    @Says("Its family.") String category,
    @Says("The more the better; only good for comparing within one answer.") double score,
    @Says("Why it stands where it stands.") List<String> reasons,
    @Says("What speaks against it.") List<String> caveats) {
  Recommendation ranked(int rank) {
    return new Recommendation(rank, kind, name, category, score, reasons, caveats);
  }
}
