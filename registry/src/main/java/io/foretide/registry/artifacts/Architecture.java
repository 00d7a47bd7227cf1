package io.foretide.registry.artifacts;

import io.foretide.runtime.rest.Says;
import java.util.List;
import java.util.Map;

/** What a version is made of. */
@Says("What a version is made of.")
record Architecture(
    String model,
    int version,
    String kind,
    @Says("Format of its artifacts.") String format,
    @Says("Settings that were chosen.") Map<String, String> settings,
    @Says("Parameters of all networks.") long parameters,
    @Says("Where the picture of all this is.") String picture,
    @Says("Its networks: one for each ONNX file; empty for kinds without.") List<Network> networks,
    @Says("Its files.") List<ArtifactView> files) {}
