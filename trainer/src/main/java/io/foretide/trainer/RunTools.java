package io.foretide.trainer;

import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.trainer.snapshot.SnapshotReader;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/** What every run of a trainer works with. */
record RunTools(
    String instance,
    Kinds kinds,
    ModelWriter models,
    RunLedger ledger,
    SnapshotReader snapshots,
    FirstDefinition definitions,
    Artifacts artifacts,
    ArtifactStore store,
    ExecutorService threads,
    Clock clock) {}
