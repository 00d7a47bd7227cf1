package io.foretide.ingest.csv;

import java.nio.charset.StandardCharsets;

/** Formats people send by mistake, known by their first bytes. */
enum BinaryFormat {
  ZIP("a ZIP archive or an Excel workbook", "PK\u0003\u0004"),
  GZIP("a gzip file", "\u001F\u008B"),
  PDF("a PDF document", "%PDF"),
  PNG("a PNG image", "\u0089PNG"),
  JPEG("a JPEG image", "\u00FF\u00D8\u00FF"),
  GIF("a GIF image", "GIF8"),
  PARQUET("a Parquet file", "PAR1"),
  ORC("an ORC file", "ORC\n"),
  AVRO("an Avro file", "Obj\u0001"),
  ARROW("an Arrow file", "ARROW1"),
  BZIP2("a bzip2 file", "BZh"),
  XZ("an xz file", "\u00FD7zXZ"),
  ZSTD("a Zstandard file", "(\u00B5/\u00FD"),
  SEVEN_ZIP("a 7-Zip archive", "7z\u00BC\u00AF"),
  RAR("a RAR archive", "Rar!"),
  OLE("an old Excel or Word file", "\u00D0\u00CF\u0011\u00E0"),
  SQLITE("an SQLite database", "SQLite format 3"),
  HDF5("an HDF5 file", "\u0089HDF");

  private final String title;
  private final byte[] start;

  BinaryFormat(String title, String start) {
    this.title = title;
    this.start = start.getBytes(StandardCharsets.ISO_8859_1);
  }

  static void refuse(byte[] content, String file) throws UploadRefusedException {
    for (BinaryFormat format : values()) {
      if (format.begins(content)) {
        throw new UploadRefusedException(IngestCode.BINARY, file, "this is " + format.title + ".");
      }
    }
  }

  private boolean begins(byte[] content) {
    return content.length >= start.length
        && java.util.Arrays.equals(content, 0, start.length, start, 0, start.length);
  }
}
