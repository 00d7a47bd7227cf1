package io.foretide.ingest.merge;

/** The latest text of an attribute and who wrote it; the stamp is an index into the block's. */
record Attribute(String text, int stamp, int line) {}
