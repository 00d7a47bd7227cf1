package io.foretide.ingest.receipt;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;

/**
 * What reading one part found: how many rows are on their way to be merged.
 *
 * @param part from 1
 * @param parts how many there are; 0 where it is not known yet
 * @param uploadedAt timestamp of the part's record, milliseconds
 * @param rows rows sent on
 * @param rejected rows rejected
 * @param series series that no earlier part touched
 * @param step ISO 8601 length of a step; empty if there are no rows
 * @param firstTime milliseconds since the epoch; meaningless if there are no rows
 * @param lastTime milliseconds since the epoch; meaningless if there are no rows
 * @param code FT code if the part was refused; empty if it was read
 * @param message why it was refused
 * @param who who sent it; empty if nobody said
 * @param redriveOf upload whose rejected rows it has; empty if it has its own
 */
public record PartTally(
    String upload,
    String file,
    String dataset,
    int part,
    int parts,
    long uploadedAt,
    long rows,
    long rejected,
    int series,
    String step,
    long firstTime,
    long lastTime,
    String code,
    String message,
    String who,
    String redriveOf) {

  public boolean refused() {
    return !code.isEmpty();
  }

  public void write(BinaryOut out) {
    out.writeText(upload)
        .writeText(file)
        .writeText(dataset)
        .writeInt(part)
        .writeInt(parts)
        .writeLong(uploadedAt)
        .writeLong(rows)
        .writeLong(rejected)
        .writeInt(series)
        .writeText(step)
        .writeLong(firstTime)
        .writeLong(lastTime)
        .writeText(code)
        .writeText(message)
        .writeText(who)
        .writeText(redriveOf);
  }

  static PartTally read(BinaryIn in) {
    return new PartTally(
        in.readText(),
        in.readText(),
        in.readText(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readText(),
        in.readLong(),
        in.readLong(),
        in.readText(),
        in.readText(),
        in.readTextIfAny(),
        in.readTextIfAny());
  }
}
