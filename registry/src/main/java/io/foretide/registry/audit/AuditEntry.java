package io.foretide.registry.audit;

import io.foretide.runtime.rest.Says;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One change: who, when, why, from, to. */
@Says("A change: who, when, why, from, to.")
record AuditEntry(
    Instant time,
    @Says("Model that it is about; absent where it is about data.") Optional<String> model,
    @Says("A person, or the instance that acted; \"not said\" of a file without a sender.")
        String who,
    What what,
    @Says("For a person.") String why,
    @Says("Alias that moved.") Optional<String> alias,
    @Says("Version that the alias pointed to.") Optional<Integer> from,
    @Says("Version that it points to now.") Optional<Integer> to,
    @Says("Version that this is about.") Optional<Integer> version,
    @Says("Percent of the series that a canary answers for; 0 ended it.") Optional<Double> share,
    @Says("Run that was asked for or stopped.") Optional<String> run,
    @Says("Upload that came.") Optional<String> upload,
    @Says("The numbers that it was decided on.") Map<String, Double> numbers) {
  /** What happened. */
  enum What {
    DEFINED,
    PUBLISHED,
    MOVED,
    RETIRED,
    DELETED,
    RESET,
    REQUESTED,
    CANCELLED,
    UPLOADED,
    REDRIVEN,
    UNKNOWN
  }

  static AuditEntry plain(Instant time, Optional<String> model, String who, What what, String why) {
    return new AuditEntry(
        time,
        model,
        who,
        what,
        why,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  AuditEntry ofVersion(int number) {
    return about(model, Optional.of(number), run, upload);
  }

  AuditEntry ofRun(String id) {
    return about(model, version, Optional.of(id), upload);
  }

  AuditEntry ofUpload(String id) {
    return about(model, version, run, Optional.of(id));
  }

  AuditEntry ofModel(Optional<String> name) {
    return about(name, version, run, upload);
  }

  private AuditEntry about(
      Optional<String> ofModel,
      Optional<Integer> ofVersion,
      Optional<String> ofRun,
      Optional<String> ofUpload) {
    return new AuditEntry(
        time, ofModel, who, what, why, alias, from, to, ofVersion, share, ofRun, ofUpload, numbers);
  }
}
