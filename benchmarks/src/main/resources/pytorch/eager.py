"""Runs an ONNX file in PyTorch, operation by operation (eager), one thread.

python3 eager.py FILE MANY prints the median milliseconds of one window, and of MANY in one call.
Weights and constants are made once; LSTM and GRU are PyTorch's own layers.
"""
import sys
import time

import numpy
import onnx
import torch
from onnx import numpy_helper

torch.set_num_threads(1)


def recurrent(layer, gates, order, node, constants):
    """PyTorch's layer with ONNX's weights; order: ONNX's gate of each of PyTorch's."""
    w, r, b = (constants[name][0] for name in node.input[1:4])
    units = r.shape[1]
    made = layer(w.shape[1], units)
    rows = torch.cat([torch.arange(g * units, (g + 1) * units) for g in order])
    with torch.no_grad():
        made.weight_ih_l0.copy_(w[rows])
        made.weight_hh_l0.copy_(r[rows])
        made.bias_ih_l0.copy_(b[: gates * units][rows])
        made.bias_hh_l0.copy_(b[gates * units:][rows])
    made.eval()
    return lambda x, *_: made(x)[0].unsqueeze(1)


def convolution(attributes):
    """Over one dimension or two; of the pads all that stand before come first, as ONNX has them, for PyTorch in pairs, last dimension first."""
    groups = attributes.get("group", 1)

    def run(x, w, b=None):
        sizes = w.dim() - 2
        dilation = list(attributes.get("dilations", [1] * sizes))
        stride = list(attributes.get("strides", [1] * sizes))
        pads = list(attributes.get("pads", [0] * 2 * sizes))
        pairs = [pads[side * sizes + d] for d in reversed(range(sizes)) for side in range(2)]
        padded = torch.nn.functional.pad(x, pairs) if any(pads) else x
        convolve = torch.conv1d if sizes == 1 else torch.conv2d
        return convolve(padded, w, b, stride=stride, dilation=dilation, groups=groups)

    return run


def sliced(x, starts, ends, axes):
    for start, end, axis in zip(starts, ends, axes):
        size = x.shape[axis]
        x = x.narrow(axis, start % size if start < 0 else start, min(end, size) - start)
    return x


def reshaped(x, shape):
    return x.reshape([x.shape[i] if s == 0 else s for i, s in enumerate(shape)])


def gathered(axis):
    def run(x, index):
        if isinstance(index, int):
            return x.select(axis, index)
        index = torch.tensor(index) if isinstance(index, list) else index
        taken = x.index_select(axis, index.reshape(-1))
        return taken.reshape(x.shape[:axis] + index.shape + x.shape[axis + 1:])

    return run


def padded(x, pads):
    """ONNX has all beginnings and then all ends, PyTorch pairs from the last dimension on."""
    rank = x.dim()
    return torch.nn.functional.pad(x, [pads[side * rank + d] for d in reversed(range(rank)) for side in (0, 1)])


def max_pool(attributes):
    window, stride, pads = attributes["kernel_shape"], attributes["strides"], attributes["pads"]

    def run(x):
        wide = torch.nn.functional.pad(x, list(pads), value=float("-inf"))
        return torch.max_pool1d(wide, list(window), list(stride))

    return run


def operation(node, constants):
    a = {x.name: onnx.helper.get_attribute_value(x) for x in node.attribute}
    plain = {
        "Abs": torch.abs, "Add": torch.add, "And": torch.logical_and, "Div": torch.div,
        "Elu": torch.nn.functional.elu,
        "Equal": torch.eq, "Erf": torch.erf, "Exp": torch.exp,
        "Gemm": lambda x, w, b: torch.addmm(b, x, w), "Greater": torch.gt, "Identity": lambda x: x,
        "IsNaN": torch.isnan, "MatMul": torch.matmul, "Max": torch.maximum, "Min": torch.minimum,
        "Mul": torch.mul, "Neg": torch.neg, "Not": torch.logical_not, "Pad": padded, "Pow": torch.pow,
        "Reciprocal": torch.reciprocal, "Relu": torch.relu, "Reshape": reshaped,
        "Sigmoid": torch.sigmoid, "Slice": sliced, "Sqrt": torch.sqrt, "Sub": torch.sub,
        "Tanh": torch.tanh, "Where": torch.where,
    }
    kind = node.op_type
    if kind in plain:
        return plain[kind]
    if kind == "Cast":
        return lambda x: x.float()
    if kind == "Concat":
        return lambda *x: torch.cat(x, a["axis"])
    if kind == "CumSum":
        return lambda x, axis: torch.cumsum(x, axis if isinstance(axis, int) else axis[0])
    if kind == "Unsqueeze":
        return lambda x, axes: x.unsqueeze(axes[0])
    if kind == "Squeeze":
        return lambda x, axes: x.squeeze(axes[0])
    if kind == "ReduceSum":
        return lambda x, axes: x.sum(axes, keepdim=bool(a["keepdims"]))
    if kind == "ReduceMean":
        return lambda x: x.mean(list(a["axes"]), keepdim=bool(a["keepdims"]))
    if kind == "ReduceMax":
        return lambda x: x.amax(list(a["axes"]), keepdim=bool(a["keepdims"]))
    if kind == "Softmax":
        return lambda x: torch.softmax(x, a.get("axis", -1))
    if kind == "Transpose":
        return lambda x: x.permute(*a["perm"])
    if kind == "Gather":
        return gathered(a["axis"])
    if kind == "TopK":
        return lambda x, count: torch.topk(x, count[0], a["axis"])
    if kind == "GatherElements":
        return lambda x, index: torch.gather(x, a["axis"], index)
    if kind == "ScatterElements":
        return lambda x, index, updates: torch.scatter(x, a["axis"], index, updates)
    if kind == "MaxPool":
        return max_pool(a)
    if kind == "Conv":
        return convolution(a)
    if kind == "LSTM":
        return recurrent(torch.nn.LSTM, 4, [0, 2, 3, 1], node, constants)
    if kind == "GRU":
        return recurrent(torch.nn.GRU, 3, [1, 0, 2], node, constants)
    raise SystemExit(f"this script does not know {kind}")


def network(graph):
    constants = {}
    for one in graph.initializer:
        value = numpy_helper.to_array(one)
        # Shapes, axes and indices are numbers of Python; all else is a tensor.
        number = value.dtype == numpy.int64 and value.ndim < 2
        constants[one.name] = value.tolist() if number else torch.from_numpy(value.copy())
    steps = [(operation(n, constants), list(n.input), list(n.output)) for n in graph.node]

    def run(inputs):
        values = {**constants, **inputs}
        for function, names, outputs in steps:
            made = function(*[values[name] for name in names])
            values.update(zip(outputs, made if len(outputs) > 1 else [made]))
        return [values[o.name] for o in graph.output]

    return run


def inputs(graph, rows):
    made = {}
    generator = torch.Generator().manual_seed(1)
    for one in graph.input:
        shape = [d.dim_value for d in one.type.tensor_type.shape.dim]
        made[one.name] = 10 + torch.rand([rows] + shape[1:], generator=generator)
    return made


def median(run, given, rounds):
    times = []
    with torch.no_grad():
        for i in range(rounds + rounds // 4):
            began = time.perf_counter()
            run(given)
            if i >= rounds // 4:
                times.append(time.perf_counter() - began)
    return 1000 * sorted(times)[rounds // 2]


if __name__ == "__main__":
    graph = onnx.load(sys.argv[1]).graph
    many = int(sys.argv[2])
    run = network(graph)
    print(median(run, inputs(graph, 1), 400), median(run, inputs(graph, many), 20))
