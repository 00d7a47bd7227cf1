package io.foretide.ingest.receipt;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import io.foretide.ingest.merge.Outcomes;

/** What a stage reports about an upload, in the form that travels to where it is added up. */
public final class Tally {
  private static final int PART = 1;
  private static final int OUTCOMES = 2;

  private Tally() {}

  public static byte[] of(PartTally part) {
    BinaryOut out = new BinaryOut(256);
    out.writeByte(PART);
    part.write(out);
    return out.toBytes();
  }

  public static byte[] of(Outcomes outcomes) {
    BinaryOut out = new BinaryOut(32);
    out.writeByte(OUTCOMES);
    outcomes.write(out);
    return out.toBytes();
  }

  /** Adds a tally to what is known. */
  static void addTo(UploadProgress progress, byte[] tally) {
    BinaryIn in = new BinaryIn(tally);
    int kind = in.readByte();
    switch (kind) {
      case PART -> progress.add(PartTally.read(in));
      case OUTCOMES -> progress.add(Outcomes.read(in));
      default -> throw new IllegalArgumentException("a tally of kind " + kind);
    }
  }
}
