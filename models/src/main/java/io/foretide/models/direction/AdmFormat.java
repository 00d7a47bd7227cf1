package io.foretide.models.direction;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@code adm/1}: the settings, and where each series stood. */
public final class AdmFormat implements ModelFormat {
  static final String ID = "adm/1";
  static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    AdmOptions options = JSON.readValue(artifacts.read(AdmModel.OPTIONS), AdmOptions.class);
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(artifacts.read(AdmModel.FILE)));
    Map<String, Tracker> trackers = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      trackers.put(in.readUTF(), Tracker.read(in, options));
    }
    return new AdmModel(options, trackers);
  }
}
