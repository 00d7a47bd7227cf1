package io.foretide.ingest.csv;

/** A document that is refused whole: no row of it was or will be taken. */
public final class UploadRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final IngestCode code;

  UploadRefusedException(IngestCode code, String file, String what) {
    super(code.id() + " " + file + ": " + what + " " + code.wayOut());
    this.code = code;
  }

  public IngestCode code() {
    return code;
  }
}
