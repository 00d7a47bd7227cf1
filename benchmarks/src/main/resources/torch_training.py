"""PyTorch's side of TrainingBenchmark: the networks of its rows, trained on request.

"export DIR" writes each network, its loss included, as TorchScript into DIR. Without an argument it reads lines
"ROW STEPS" and answers each with the seconds that so many training steps of that network took, by the clock and of
the thread's processor time.
"""
import os
import sys
import time

import torch
from torch import nn

BATCH, STEPS, FEATURES, HORIZON = 64, 60, 15, 28
LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975]
OUTPUTS = 1 + len(LEVELS)
WARM_UP = 10


class Recurrent(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layers = layer(FEATURES, 50, num_layers=2, dropout=0.2)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(50, OUTPUTS)
        self.horizon = HORIZON

    def forward(self, x):
        states, _ = self.layers(x)
        return self.head(self.dropout(states[-self.horizon :]))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(STEPS * FEATURES, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, HORIZON * OUTPUTS),
            nn.Unflatten(1, (HORIZON, OUTPUTS)))

    def forward(self, x):
        return self.layers(x.transpose(0, 1).flatten(1)).transpose(0, 1)


class Block(nn.Module):
    """Bai et al. 2018, figure 1b, without weight normalisation."""

    def __init__(self, before, filters, kernel, dilation):
        super().__init__()
        reach = (kernel - 1) * dilation
        self.branch = nn.Sequential(
            nn.ConstantPad1d((reach, 0), 0.0), nn.Conv1d(before, filters, kernel, dilation=dilation),
            nn.ReLU(), nn.Dropout(0.2),
            nn.ConstantPad1d((reach, 0), 0.0), nn.Conv1d(filters, filters, kernel, dilation=dilation),
            nn.ReLU(), nn.Dropout(0.2))
        self.shortcut = nn.Conv1d(before, filters, 1) if before != filters else nn.Identity()

    def forward(self, x):
        return torch.relu(self.shortcut(x) + self.branch(x))


class Tcn(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(*[Block(64 if b else FEATURES, 64, 5, 1 << b) for b in range(5)])
        self.head = nn.Linear(64, OUTPUTS)
        self.horizon = HORIZON

    def forward(self, x):
        made = self.blocks(x.permute(1, 2, 0))
        return self.head(made[:, :, -self.horizon :].permute(2, 0, 1))


# A row's name, and its network from [steps][batch][features] to [horizon][batch][outputs].
NETWORKS = {
    "lstm": lambda: Recurrent(nn.LSTM),
    "gru": lambda: Recurrent(nn.GRU),
    "mlp": Mlp,
    "tcn": Tcn,
}


class WithLoss(nn.Module):
    """Half the squared error of the mean and the quantile loss of the levels, as ForecastLoss has them."""

    def __init__(self, network):
        super().__init__()
        self.network = network
        self.register_buffer("levels", torch.tensor(LEVELS))

    def forward(self, x, y):
        error = y - self.network(x)
        squares = 0.5 * error[:, :, :1].square().mean()
        errors = error[:, :, 1:]
        return squares + torch.maximum(self.levels * errors, (self.levels - 1) * errors).mean()


def export(folder):
    for name, network in NETWORKS.items():
        torch.jit.script(WithLoss(network())).save(os.path.join(folder, name + ".pt"))


class Training:
    def __init__(self, name):
        self.module = WithLoss(NETWORKS[name]())
        self.optimiser = torch.optim.Adam(self.module.parameters(), lr=1e-3)
        self.x = torch.randn(STEPS, BATCH, FEATURES)
        self.y = torch.randn(HORIZON, BATCH, 1)
        self.run(WARM_UP)

    def run(self, steps):
        began, busy = time.perf_counter(), time.thread_time()
        for _ in range(steps):
            self.optimiser.zero_grad(set_to_none=True)
            self.module(self.x, self.y).backward()
            self.optimiser.step()
        return time.perf_counter() - began, time.thread_time() - busy


def serve():
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    trainings = {}
    print("PyTorch", torch.__version__, flush=True)
    for line in sys.stdin:
        name, steps = line.split()
        if name not in trainings:
            trainings[name] = Training(name)
        print(*trainings[name].run(int(steps)), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["export"]:
        export(sys.argv[2])
    else:
        serve()
