package io.foretide.ingest.merge;

/** What became of rows when they met their slots. Adds up. */
public final class Outcomes {
  private long accepted;
  private long duplicate;
  private long corrected;
  private long retracted;
  private long planned;

  /** Rows that gave a slot its first value. */
  public long accepted() {
    return accepted;
  }

  /** Rows that changed nothing. */
  public long duplicate() {
    return duplicate;
  }

  /** Rows that met other values; the later stamp won, whichever of the two came first. */
  public long corrected() {
    return corrected;
  }

  /** Rows that emptied a slot. */
  public long retracted() {
    return retracted;
  }

  /** Rows that said something new of what goes along with a slot, and nothing of its value. */
  public long planned() {
    return planned;
  }

  public long rows() {
    return accepted + duplicate + corrected + retracted + planned;
  }

  public void add(Outcomes other) {
    accepted += other.accepted;
    duplicate += other.duplicate;
    corrected += other.corrected;
    retracted += other.retracted;
    planned += other.planned;
  }

  public void write(BinaryOut out) {
    out.writeLong(accepted)
        .writeLong(duplicate)
        .writeLong(corrected)
        .writeLong(retracted)
        .writeLong(planned);
  }

  public static Outcomes read(BinaryIn in) {
    Outcomes outcomes = new Outcomes();
    outcomes.accepted = in.readLong();
    outcomes.duplicate = in.readLong();
    outcomes.corrected = in.readLong();
    outcomes.retracted = in.readLong();
    outcomes.planned = in.readLong();
    return outcomes;
  }

  void countAccepted() {
    accepted++;
  }

  void countDuplicate() {
    duplicate++;
  }

  void countCorrected() {
    corrected++;
  }

  void countRetracted() {
    retracted++;
  }

  void countPlanned() {
    planned++;
  }
}
