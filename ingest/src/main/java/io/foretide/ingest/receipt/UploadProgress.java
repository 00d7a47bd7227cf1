package io.foretide.ingest.receipt;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import io.foretide.ingest.merge.Outcomes;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ReceiptStatus;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;

/**
 * The sum of all tallies of an upload so far. Tallies may come in any order: those of merged rows
 * overtake those of the parts they came in. Mutable.
 */
public final class UploadProgress {
  private final Outcomes outcomes;
  private final BitSet arrived;
  private String upload = "";
  private String file = "";
  private String dataset = "";
  private int parts;
  private long uploadedAt = Long.MAX_VALUE;
  private long rows;
  private long rejected;
  private int series;
  private String step = "";
  private long firstTime = Long.MAX_VALUE;
  private long lastTime = Long.MIN_VALUE;
  private int refusedParts;
  private String code = "";
  private String message = "";
  private String who = "";
  private String redriveOf = "";
  private long lastActivity;

  public UploadProgress() {
    this(new Outcomes(), new BitSet());
  }

  private UploadProgress(Outcomes outcomes, BitSet arrived) {
    this.outcomes = outcomes;
    this.arrived = arrived;
  }

  /** Adds a tally, met at {@code now} (milliseconds). */
  public void add(byte[] tally, long now) {
    Tally.addTo(this, tally);
    lastActivity = now;
  }

  void add(PartTally part) {
    arrived.set(part.part());
    parts = Math.max(parts, part.parts());
    upload = part.upload();
    dataset = part.dataset();
    if (file.isEmpty() || part.part() == 1) {
      file = part.file();
      who = part.who();
      redriveOf = part.redriveOf();
    }
    uploadedAt = Math.min(uploadedAt, part.uploadedAt());
    rows += part.rows();
    rejected += part.rejected();
    series += part.series();
    if (part.rows() > 0) {
      step = part.step();
      firstTime = Math.min(firstTime, part.firstTime());
      lastTime = Math.max(lastTime, part.lastTime());
    }
    if (part.refused()) {
      refusedParts++;
      code = code.isEmpty() ? part.code() : code;
      message = message.isEmpty() ? part.message() : message;
    }
  }

  void add(Outcomes merged) {
    outcomes.add(merged);
  }

  /** Whether every part has been read and every row of them merged. */
  public boolean complete() {
    return parts > 0 && arrived.cardinality() == parts && settled();
  }

  /** Whether every row that was sent on has been merged. */
  public boolean settled() {
    return outcomes.rows() == rows;
  }

  /** When the last tally came, milliseconds since the epoch. */
  public long lastActivity() {
    return lastActivity;
  }

  /** The receipt of a complete upload. */
  public IngestReceipt receipt(Instant now) {
    boolean refused = refusedParts == parts;
    String text = refused ? message : taken() + refusals();
    return receipt(refused, refused ? Optional.of(code) : Optional.empty(), text, now);
  }

  /**
   * The receipt of an upload that is given up because parts of it never came. Where rows came they
   * are merged, so it is accepted, with the code of what is wrong.
   */
  public IngestReceipt givenUp(String missingCode, String wayOut, Instant now) {
    String missing =
        parts == 0
            ? "the last part never came; " + arrived.cardinality() + " others did."
            : (parts - arrived.cardinality()) + " of " + parts + " parts never came.";
    String text =
        missingCode + " " + file + ": " + missing + " " + wayOut + " " + taken() + refusals();
    boolean refused = rows == 0;
    return receipt(refused, Optional.of(missingCode), text, now);
  }

  private IngestReceipt receipt(boolean refused, Optional<String> why, String text, Instant now) {
    return IngestReceipt.newBuilder()
        .setUpload(upload)
        .setFile(file)
        .setDataset(dataset)
        .setStatus(refused ? ReceiptStatus.REFUSED : ReceiptStatus.ACCEPTED)
        .setCode(why.orElse(null))
        .setMessage(text)
        .setParts(Math.max(parts, arrived.cardinality()))
        .setRows(outcomes.rows() + rejected)
        .setAccepted(outcomes.accepted())
        .setDuplicate(outcomes.duplicate())
        .setCorrected(outcomes.corrected())
        .setRetracted(outcomes.retracted())
        .setPlanned(outcomes.planned())
        .setRejected(rejected)
        .setSeries(series)
        .setStep(rows > 0 ? step : null)
        .setFirstTime(rows > 0 ? Instant.ofEpochMilli(firstTime) : null)
        .setLastTime(rows > 0 ? Instant.ofEpochMilli(lastTime) : null)
        .setUploadedAt(Instant.ofEpochMilli(uploadedAt == Long.MAX_VALUE ? 0 : uploadedAt))
        .setFinishedAt(now)
        .setWho(who.isEmpty() ? null : who)
        .setRedriveOf(redriveOf.isEmpty() ? null : redriveOf)
        .build();
  }

  private String refusals() {
    return refusedParts == 0
        ? ""
        : " Refused: " + refusedParts + " of " + arrived.cardinality() + " parts. " + message;
  }

  private String taken() {
    return outcomes.rows()
        + " rows of "
        + series
        + " series taken: "
        + outcomes.accepted()
        + " new, "
        + outcomes.duplicate()
        + " duplicate, "
        + outcomes.corrected()
        + " corrected, "
        + outcomes.retracted()
        + " retracted"
        + (outcomes.planned() > 0 ? ", " + outcomes.planned() + " planned" : "")
        + "; "
        + rejected
        + " rejected.";
  }

  public byte[] toBytes() {
    BinaryOut out = new BinaryOut(256);
    outcomes.write(out);
    out.writeBytes(arrived.toByteArray())
        .writeText(upload)
        .writeText(file)
        .writeText(dataset)
        .writeInt(parts)
        .writeLong(uploadedAt)
        .writeLong(rows)
        .writeLong(rejected)
        .writeInt(series)
        .writeText(step)
        .writeLong(firstTime)
        .writeLong(lastTime)
        .writeInt(refusedParts)
        .writeText(code)
        .writeText(message)
        .writeLong(lastActivity)
        .writeText(who)
        .writeText(redriveOf);
    return out.toBytes();
  }

  public static UploadProgress fromBytes(byte[] bytes) {
    BinaryIn in = new BinaryIn(bytes);
    UploadProgress progress = new UploadProgress(Outcomes.read(in), BitSet.valueOf(in.readBytes()));
    progress.upload = in.readText();
    progress.file = in.readText();
    progress.dataset = in.readText();
    progress.parts = in.readInt();
    progress.uploadedAt = in.readLong();
    progress.rows = in.readLong();
    progress.rejected = in.readLong();
    progress.series = in.readInt();
    progress.step = in.readText();
    progress.firstTime = in.readLong();
    progress.lastTime = in.readLong();
    progress.refusedParts = in.readInt();
    progress.code = in.readText();
    progress.message = in.readText();
    progress.lastActivity = in.readLong();
    progress.who = in.readTextIfAny();
    progress.redriveOf = in.readTextIfAny();
    return progress;
  }
}
