package io.foretide.models.serving;

import java.io.IOException;
import java.util.Collection;

/** A model was saved in a format that this process cannot read; a newer Foretide may. */
public final class UnknownFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  UnknownFormatException(String format, Collection<String> known) {
    super("this process reads the model formats " + known + ", not " + format);
  }
}
