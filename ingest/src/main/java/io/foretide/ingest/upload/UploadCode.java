package io.foretide.ingest.upload;

/** What can be wrong with an upload apart from what is in its documents. */
public enum UploadCode {
  BAD_PART_HEADERS(
      "FT-1150",
      "Number the parts from 1 in the header 'part', give their count in 'parts' at least with the"
          + " last one, and put the upload's id into the key of each; or send no such header."),
  PART_SENT_TWICE("FT-1151", "Push what is new under an upload id (record key) of its own."),
  PARTS_MISSING(
      "FT-1152",
      "Push the whole file again, under another upload id: what is there already will count as"
          + " duplicate."),
  READER_FAILED(
      "FT-1153", "This is a fault of Foretide's: please report it, with the file if you can."),
  BAD_DATASET_NAME(
      "FT-1154", "Name the data set by letters, digits, dot, dash and underscore, at most 100."),
  DAMAGED_RECORD(
      "FT-1155",
      "Somebody else wrote to a topic that is ingest's own, or its disk is damaged. Find out who.");

  private final String id;
  private final String wayOut;

  UploadCode(String id, String wayOut) {
    this.id = id;
    this.wayOut = wayOut;
  }

  public String id() {
    return id;
  }

  /** What to do about it. */
  public String wayOut() {
    return wayOut;
  }
}
