package io.foretide.ingest.upload;

import io.foretide.ingest.csv.Dialect;
import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stage 1 remembers of an upload that comes in parts: which of them came, and how the first
 * was written, so that all are read alike. Mutable.
 */
public final class Session {
  private final Map<Integer, Long> digests = new TreeMap<>();
  private int parts;
  private String dialect = "";
  private long lastActivity;

  /** How the first part is written; empty until one could be read. */
  public Optional<Dialect> dialect() {
    return dialect.isEmpty() ? Optional.empty() : Optional.of(Dialect.fromJson(dialect));
  }

  public void keep(Dialect first) {
    dialect = first.toJson();
  }

  /** The digest of a part that came; empty if it did not come yet. */
  public Optional<Long> digest(int part) {
    return Optional.ofNullable(digests.get(part));
  }

  /** Whether the part's own count of parts fits what is known. */
  public boolean agrees(int part, int said) {
    int known = said > 0 ? said : parts;
    boolean sameCount = said == 0 || parts == 0 || said == parts;
    boolean within = known == 0 || (part <= known && highest() <= known);
    return sameCount && within;
  }

  public int parts() {
    return parts;
  }

  /** Whether every part came. */
  public boolean complete() {
    return parts > 0 && digests.size() == parts;
  }

  public void take(int part, int said, long digest, long now) {
    digests.put(part, digest);
    parts = Math.max(parts, said);
    lastActivity = now;
  }

  /** Milliseconds since the epoch. */
  public long lastActivity() {
    return lastActivity;
  }

  public byte[] toBytes() {
    BinaryOut out = new BinaryOut(512);
    out.writeInt(parts).writeLong(lastActivity).writeText(dialect).writeInt(digests.size());
    digests.forEach((part, digest) -> out.writeInt(part).writeFixedLong(digest));
    return out.toBytes();
  }

  public static Session fromBytes(byte[] bytes) {
    BinaryIn in = new BinaryIn(bytes);
    Session session = new Session();
    session.parts = in.readInt();
    session.lastActivity = in.readLong();
    session.dialect = in.readText();
    int count = in.readCount();
    for (int i = 0; i < count; i++) {
      session.digests.put(in.readInt(), in.readFixedLong());
    }
    return session;
  }

  private int highest() {
    return digests.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
