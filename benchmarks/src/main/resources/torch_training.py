"""PyTorch's side of TrainingBenchmark: the networks of its rows, trained on request.

"export DIR" writes each network, its loss included, as TorchScript into DIR. Without an argument it reads lines
"ROW STEPS" and answers each with the seconds that so many training steps of that network took, by the clock and of
the thread's processor time.
"""
import math
import os
import sys
import time

import torch
from torch import nn

BATCH, STEPS, FEATURES, HORIZON = 64, 60, 15, 28
LONGER = STEPS + HORIZON
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


class CnnLstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.Sequential(
            nn.ConstantPad1d((2, 0), 0.0), nn.Conv1d(FEATURES, 64, 3), nn.ReLU(),
            nn.ConstantPad1d((2, 0), 0.0), nn.Conv1d(64, 64, 3), nn.ReLU())
        self.layer = nn.LSTM(64, 50)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(50, OUTPUTS)
        self.horizon = HORIZON

    def forward(self, x):
        found = self.convolutions(x.permute(1, 2, 0)).permute(2, 0, 1)
        states, _ = self.layer(self.dropout(found))
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


class Attention(nn.Module):
    def __init__(self, features, heads, size):
        super().__init__()
        self.split = nn.Unflatten(2, (3, heads, size))
        self.scale = size**-0.5
        self.queries_keys_values = nn.Linear(features, 3 * heads * size)
        self.out = nn.Linear(heads * size, features)

    def forward(self, x):
        made = self.split(self.queries_keys_values(x)).permute(2, 1, 3, 0, 4)
        weights = torch.softmax(torch.matmul(made[0], made[1].transpose(-2, -1)) * self.scale, -1)
        return self.out(torch.matmul(weights, made[2]).permute(2, 0, 1, 3).flatten(2))


class Attended(nn.Module):
    """Normalised before the attention, with a shortcut around both."""

    def __init__(self, features, heads, size):
        super().__init__()
        self.branch = nn.Sequential(nn.LayerNorm(features), Attention(features, heads, size), nn.Dropout(0.2))

    def forward(self, x):
        return x + self.branch(x)


class AttentionLstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.LSTM(FEATURES, 128), nn.LSTM(128, 64)
        self.dropout = nn.Dropout(0.2)
        self.attended = Attended(64, 4, 64)
        self.head = nn.Linear(64, OUTPUTS)
        self.horizon = HORIZON

    def forward(self, x):
        states, _ = self.first(x)
        states, _ = self.second(self.dropout(states))
        return self.head(self.attended(self.dropout(states))[-self.horizon :])


class TcnAttention(Tcn):
    def __init__(self):
        super().__init__()
        self.attended = Attended(64, 4, 16)

    def forward(self, x):
        made = self.attended(self.blocks(x.permute(1, 2, 0)).permute(2, 0, 1))
        return self.head(made[-self.horizon :])


class EncoderLayer(nn.Module):
    def __init__(self, attention, units, inner):
        super().__init__()
        self.attention = nn.Sequential(attention, nn.Dropout(0.2))
        self.first, self.second = nn.LayerNorm(units), nn.LayerNorm(units)
        self.dense = nn.Sequential(
            nn.Linear(units, inner), nn.GELU(), nn.Dropout(0.2), nn.Linear(inner, units), nn.Dropout(0.2))

    def forward(self, x):
        seen = self.first(x + self.attention(x))
        return self.second(seen + self.dense(seen))


class PatchTst(nn.Module):
    """On value and mark of the context alone; patches of two steps, one step apart: 60 of them."""

    def __init__(self):
        super().__init__()
        self.context = STEPS
        self.embed = nn.Linear(4, 64)
        self.positions = nn.Parameter(torch.zeros(STEPS, 1, 64))
        self.dropout = nn.Dropout(0.2)
        self.layers = nn.Sequential(*[EncoderLayer(Attention(64, 8, 8), 64, 128) for _ in range(2)])
        self.ahead = nn.Sequential(nn.Dropout(0.2), nn.Linear(STEPS * 64, HORIZON * 3), nn.Unflatten(1, (HORIZON, 3)))
        self.head = nn.Linear(3, OUTPUTS)

    def forward(self, x):
        context = x[: self.context, :, :2]
        patches = torch.cat([context, context[-1:]]).unfold(0, 2, 1).flatten(2)
        made = self.layers(self.dropout(self.embed(patches) + self.positions))
        return self.head(self.ahead(made.transpose(0, 1).flatten(1))).transpose(0, 1)


class Causal(nn.Module):
    """Attention in which no step sees a later one."""

    def __init__(self, features, heads, size, steps):
        super().__init__()
        self.split = nn.Unflatten(2, (3, heads, size))
        self.scale = size**-0.5
        self.queries_keys_values = nn.Linear(features, 3 * heads * size)
        self.out = nn.Linear(heads * size, features)
        self.register_buffer("unseen", torch.full((steps, steps), -1e30).triu(1))

    def forward(self, x):
        made = self.split(self.queries_keys_values(x)).permute(2, 1, 3, 0, 4)
        scores = torch.matmul(made[0], made[1].transpose(-2, -1)) * self.scale + self.unseen
        return self.out(torch.matmul(torch.softmax(scores, -1), made[2]).permute(2, 0, 1, 3).flatten(2))


class Sparse(nn.Module):
    """Zhou et al. 2021, section 3.2, as SparseAttention has it."""

    def __init__(self, features, heads, size, steps, factor):
        super().__init__()
        self.split = nn.Unflatten(2, (3, heads, size))
        self.scale = size**-0.5
        self.size = size
        self.chosen = factor * math.ceil(math.log(steps))
        self.queries_keys_values = nn.Linear(features, 3 * heads * size)
        self.out = nn.Linear(heads * size, features)
        sample = [int((i + 0.5) * steps / self.chosen) for i in range(self.chosen)]
        self.register_buffer("sample", torch.tensor(sample))

    def forward(self, x):
        made = self.split(self.queries_keys_values(x)).permute(2, 1, 3, 0, 4)
        q, k, v = made[0], made[1], made[2]
        scores = torch.matmul(q, k.index_select(2, self.sample).transpose(-2, -1)) * self.scale
        best, at = torch.topk(scores.amax(-1) - scores.mean(-1), self.chosen + 1, -1)
        faded = ((best[:, :, : self.chosen] - best[:, :, self.chosen :]) / 0.1).clamp(max=1.0)
        places = at[:, :, : self.chosen].unsqueeze(3).expand(-1, -1, -1, self.size)
        weights = torch.softmax(torch.matmul(torch.gather(q, 2, places), k.transpose(-2, -1)) * self.scale, -1)
        mean = v.mean(2, keepdim=True)
        answers = mean + (torch.matmul(weights, v) - mean) * faded.unsqueeze(3)
        context = mean.expand(-1, -1, q.size(2), -1).scatter(2, places, answers)
        return self.out(context.permute(2, 0, 1, 3).flatten(2))


class Cross(nn.Module):
    def __init__(self, features, heads, size):
        super().__init__()
        self.queries, self.keys_values = nn.Linear(features, heads * size), nn.Linear(features, 2 * heads * size)
        self.one, self.two = nn.Unflatten(2, (heads, size)), nn.Unflatten(2, (2, heads, size))
        self.scale = size**-0.5
        self.out = nn.Linear(heads * size, features)

    def forward(self, x, memory):
        q = self.one(self.queries(x)).permute(1, 2, 0, 3)
        kv = self.two(self.keys_values(memory)).permute(2, 1, 3, 0, 4)
        weights = torch.softmax(torch.matmul(q, kv[0].transpose(-2, -1)) * self.scale, -1)
        return self.out(torch.matmul(weights, kv[1]).permute(2, 0, 1, 3).flatten(2))


class Informer(nn.Module):
    """Of its two encoder layers the second sees every other step."""

    def __init__(self):
        super().__init__()
        self.context, self.horizon = STEPS - HORIZON, HORIZON
        self.asking = self.context // 2 + HORIZON
        self.embed = nn.Sequential(nn.ConstantPad1d((2, 0), 0.0), nn.Conv1d(FEATURES, 32, 3))
        self.positions = nn.Parameter(torch.zeros(STEPS, 1, 32))
        self.dropout = nn.Dropout(0.1)
        self.first = EncoderLayer(Sparse(32, 4, 8, self.context, 5), 32, 64)
        self.halve = nn.Sequential(
            nn.ConstantPad1d((2, 0), 0.0), nn.Conv1d(32, 32, 3), nn.ELU(), nn.MaxPool1d(3, 2, 1))
        self.second = EncoderLayer(Sparse(32, 4, 8, self.context // 2, 5), 32, 64)
        self.decoder = nn.Sequential(Causal(32, 4, 8, self.asking), nn.Dropout(0.1))
        self.decoded, self.found, self.made = nn.LayerNorm(32), nn.LayerNorm(32), nn.LayerNorm(32)
        self.cross = Cross(32, 4, 8)
        self.dense = nn.Sequential(
            nn.Linear(32, 64), nn.GELU(), nn.Dropout(0.1), nn.Linear(64, 32), nn.Dropout(0.1))
        self.head = nn.Linear(32, OUTPUTS)

    def forward(self, x):
        x = self.dropout(self.embed(x.permute(1, 2, 0)).permute(2, 0, 1) + self.positions)
        memory = self.halve(self.first(x[: self.context]).permute(1, 2, 0)).permute(2, 0, 1)
        memory = self.second(memory)
        asking = x[-self.asking :]
        asking = self.decoded(asking + self.decoder(asking))[-self.horizon :]
        found = self.found(asking + self.cross(asking, memory))
        return self.head(self.made(found + self.dense(found)))


class Gated(nn.Module):
    """A shortcut around a module whose gate closes as far as that is of no use (Lim et al. 2021, section 4.1)."""

    def __init__(self, body, before, units):
        super().__init__()
        self.body = body
        self.gate = nn.Sequential(nn.Dropout(0.1), nn.Linear(units, 2 * units), nn.GLU())
        self.shortcut = nn.Linear(before, units) if before != units else nn.Identity()

    def forward(self, x):
        made = self.gate(self.body(x))
        return made + self.shortcut(x[x.size(0) - made.size(0) :])


def bend(before, hidden, units):
    return nn.Sequential(nn.Linear(before, hidden), nn.ELU(), nn.Linear(hidden, units))


def around(body, units):
    return nn.Sequential(Gated(body, units, units), nn.LayerNorm(units))


class VariableSelection(nn.Module):
    """Variables are features that belong together: their first, and how many."""

    def __init__(self, variables, units):
        super().__init__()
        self.sizes = [size for _, size in variables]
        self.register_buffer("places", torch.tensor([f + i for f, size in variables for i in range(size)]))
        self.embed = nn.ModuleList([nn.Linear(size, units) for size in self.sizes])
        self.describe = nn.ModuleList([around(bend(units, units, units), units) for _ in variables])
        width = units * len(variables)
        self.weigh = Gated(bend(width, units, len(variables)), width, len(variables))

    def forward(self, x):
        parts = x.index_select(2, self.places).split(self.sizes, 2)
        embedded, described = [], []
        for i, (embed, describe) in enumerate(zip(self.embed, self.describe)):
            embedded.append(embed(parts[i]))
            described.append(describe(embedded[i]))
        shares = torch.softmax(self.weigh(torch.cat(embedded, 2)), 2)
        return torch.matmul(torch.stack(described, 3), shares.unsqueeze(3)).squeeze(3)


class States(nn.Module):
    def __init__(self, units):
        super().__init__()
        self.layer = nn.LSTM(units, units)

    def forward(self, x):
        return self.layer(x)[0]


class Interpretable(nn.Module):
    """Heads that share their values, asked by the last steps alone; the same paper, section 4.4."""

    def __init__(self, units, heads, size):
        super().__init__()
        self.queries, self.heads, self.scale = HORIZON, heads, size**-0.5
        self.split = nn.Unflatten(2, (2 * heads + 1, size))
        self.project = nn.Linear(units, (2 * heads + 1) * size)
        self.out = nn.Linear(size, units)
        self.register_buffer("unseen", torch.full((STEPS, STEPS), -1e30).triu(1)[-HORIZON:])

    def forward(self, x):
        made = self.split(self.project(x)).permute(1, 2, 0, 3)
        q, k = made[:, : self.heads, -self.queries :], made[:, self.heads : 2 * self.heads]
        scores = torch.matmul(q, k.transpose(-2, -1)) * self.scale + self.unseen
        weights = torch.softmax(scores, -1).mean(1)
        return self.out(torch.matmul(weights, made[:, 2 * self.heads]).permute(1, 0, 2))


class Tft(nn.Module):
    def __init__(self):
        super().__init__()
        self.context = STEPS - HORIZON
        calendar = (3, FEATURES - 3)
        self.before = VariableSelection([(0, 1), (1, 1), calendar], 32)
        self.after = VariableSelection([(0, 1), (2, 1), calendar], 32)
        temporal = nn.Sequential(
            around(bend(32, 32, 32), 32), around(Interpretable(32, 4, 8), 32), around(bend(32, 32, 32), 32))
        self.layers = nn.Sequential(around(States(32), 32), around(temporal, 32), nn.Linear(32, OUTPUTS))

    def forward(self, x):
        return self.layers(torch.cat([self.before(x[: self.context]), self.after(x[self.context :])]))


class TimeLinear(nn.Module):
    def __init__(self, steps):
        super().__init__()
        self.map = nn.Sequential(nn.Linear(steps, HORIZON * OUTPUTS), nn.Unflatten(1, (HORIZON, OUTPUTS)))

    def forward(self, steps):
        return self.map(steps.t()).transpose(0, 1)


class NLinear(nn.Module):
    def __init__(self):
        super().__init__()
        self.context = STEPS
        self.map = TimeLinear(STEPS)

    def forward(self, x):
        return self.map(x[: self.context, :, 0])


class DLinear(nn.Module):
    def __init__(self):
        super().__init__()
        self.context = STEPS
        self.average = nn.Sequential(nn.ReplicationPad1d(12), nn.AvgPool1d(25, stride=1))
        self.map = TimeLinear(2 * STEPS)

    def forward(self, x):
        values = x[: self.context, :, 0]
        trend = self.average(values.t().unsqueeze(1)).squeeze(1).t()
        return self.map(torch.cat([trend, values - trend]))


# A row's name, the steps that it is given, and its network from [steps][batch][features] to [horizon][batch][outputs].
NETWORKS = {
    "mlp": (STEPS, Mlp),
    "lstm": (STEPS, lambda: Recurrent(nn.LSTM)),
    "gru": (STEPS, lambda: Recurrent(nn.GRU)),
    "cnn-lstm": (STEPS, CnnLstm),
    "attention-lstm": (STEPS, AttentionLstm),
    "tcn": (STEPS, Tcn),
    "tcn-attention": (STEPS, TcnAttention),
    "patchtst": (LONGER, PatchTst),
    "informer": (STEPS, Informer),
    "tft": (STEPS, Tft),
    "nlinear": (LONGER, NLinear),
    "dlinear": (LONGER, DLinear),
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
    for name, (_, network) in NETWORKS.items():
        torch.jit.script(WithLoss(network())).save(os.path.join(folder, name + ".pt"))


class Training:
    def __init__(self, name):
        steps, network = NETWORKS[name]
        self.module = WithLoss(network())
        self.optimiser = torch.optim.Adam(self.module.parameters(), lr=1e-3)
        self.x = torch.randn(steps, BATCH, FEATURES)
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
