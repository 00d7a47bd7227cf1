package io.foretide.neural;

import io.foretide.models.kind.Setting;

/** Settings of {@link LstmKind}. */
record LstmOptions(
    @Setting(
            value = "28",
            min = 1,
            max = 2000,
            help = "Steps of history it reads; whole seasons work best (the classic is 10)")
        int lookback,
    @Setting(value = "2", min = 1, max = 10, help = "LSTM layers on top of each other")
        int hiddenLayers,
    @Setting(value = "50", min = 1, max = 1024, help = "Units per layer") int units,
    @Setting(
            value = "0.2",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @Setting(value = "50", min = 1, max = 10000, help = "Epochs at most; it stops early")
        int epochs,
    @Setting(value = "64", min = 1, max = 4096, help = "Windows per step of the optimiser")
        int batchSize,
    @Setting(
            value = "1000",
            min = 1,
            max = 10000000,
            help = "Windows drawn per epoch from all series")
        int windowsPerEpoch,
    @Setting(value = "0.008", min = 1e-7, max = 1, help = "Learning rate of Adam at the start")
        double learningRate,
    @Setting(
            value = "6",
            min = 1,
            max = 10000,
            help = "Epochs without a better validation loss until it stops")
        int patience,
    @Setting(
            value = "0.1",
            min = 0.01,
            max = 0.5,
            help = "Last share of the time range that early stopping is judged on")
        double validation) {}
