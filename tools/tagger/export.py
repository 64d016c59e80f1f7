"""Writes a trained network as an ONNX file with 8-bit weights, the form in which it ships.

The graph is put together operator by operator, from those that ONNX Runtime computes on 8-bit weights and in one go
(`DynamicQuantizeMatMul`, `MultiHeadAttention`, `SkipLayerNormalization`), so that nothing depends on what an exporter
and an optimiser make of it.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from model import Tagger
from onnx import TensorProto, helper, numpy_helper

from reader.entities.tagger.labels import LABELS
from reader.entities.tagger.windows import FEATURES, PARTS

MICROSOFT = "com.microsoft"
EPSILON = 1e-12


class Graph:
    """Nodes and constants, as they come."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keep an array under a name."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, operator: str, inputs: Sequence[str], output: str, *, domain: str = "", **attributes: object) -> str:
        """Add a node and return the name of its output."""
        self.nodes.append(helper.make_node(operator, [*inputs], [output], domain=domain, **attributes))
        return output

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """Multiply by 8-bit weights, each column with a scale of its own, and add a bias."""
        scale = np.abs(weight).max(axis=1) / 127
        whole = np.rint(weight / scale[:, None]).astype(np.int8).T
        return self.add(
            "DynamicQuantizeMatMul",
            [
                x,
                self.constant(f"{name}.weight", whole),
                self.constant(f"{name}.scale", scale.astype(np.float32)),
                "",
                self.constant(f"{name}.bias", bias.astype(np.float32)),
            ],
            f"{name}.out",
            domain=MICROSOFT,
        )


def combined_features(model: Tagger) -> np.ndarray:
    """Return one row for each feature number: the sum of its parts and of what no annotation set is known by."""
    rows = np.zeros((FEATURES, model.words.weight.shape[1]), np.float32)
    for code in range(FEATURES):
        rest = code
        for size, table in zip(reversed(PARTS), reversed(model.parts), strict=True):
            rows[code] += table.weight[rest % size].detach().numpy()
            rest //= size
    return rows + model.sources.weight[0].detach().numpy()


def graph_of(model: Tagger) -> onnx.ModelProto:
    """Return the network as an ONNX model: pieces, features and lengths in, scores of the labels out."""
    weights = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    graph = Graph()
    words = weights["words.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / 127
    graph.constant("words", np.rint(words / scale).astype(np.int8))
    graph.constant("words.scale", scale.astype(np.float32))
    graph.constant("features", combined_features(model).astype(np.float16))
    graph.constant("places", weights["places.weight"].astype(np.float32))
    graph.add("Gather", ["words", "pieces"], "w8")
    graph.add("Cast", ["w8"], "w32", to=TensorProto.FLOAT)
    graph.add("Gather", ["words.scale", "pieces"], "ws")
    graph.add("Mul", ["w32", "ws"], "w")
    graph.add("Gather", ["features", "marks"], "f16")
    graph.add("Cast", ["f16"], "f", to=TensorProto.FLOAT)
    graph.add("Gather", ["places", "positions"], "p")
    graph.add("Add", ["w", "f"], "wf")
    graph.add("Add", ["wf", "p"], "wfp")
    norm = [graph.constant(f"norm.{part}", weights[f"norm.{part}"]) for part in ("weight", "bias")]
    x = graph.add("LayerNormalization", ["wfp", *norm], "x", epsilon=EPSILON)
    width = words.shape[1]
    graph.constant("thirds", np.array([width] * 3, np.int64))
    for number, layer in enumerate(model.layers):
        x = _layer(graph, f"layers.{number}", weights, x, layer.heads)
    graph.constant("head.weight", weights["head.weight"].T)
    graph.constant("head.bias", weights["head.bias"])
    graph.add("MatMul", [x, "head.weight"], "h")
    graph.add("Add", ["h", "head.bias"], "scores")
    value = helper.make_tensor_value_info
    made = helper.make_graph(
        graph.nodes,
        "tagger",
        [
            value("pieces", TensorProto.INT32, ["windows", "length"]),
            value("marks", TensorProto.INT32, ["windows", "length"]),
            value("positions", TensorProto.INT32, [1, "length"]),
        ],
        [value("scores", TensorProto.FLOAT, ["windows", "length", LABELS])],
        list(graph.constants.values()),
    )
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)], ir_version=8
    )


def _layer(graph: Graph, name: str, weights: dict[str, np.ndarray], x: str, heads: int) -> str:
    def linear(at: str, part: str) -> str:
        key = f"{name}.{part}"
        return graph.linear(at, key, weights[f"{key}.weight"], weights[f"{key}.bias"])

    def norm(at: str, part: str, skipped: str) -> str:
        key = f"{name}.{part}"
        parts = [graph.constant(f"{key}.{half}", weights[f"{key}.{half}"]) for half in ("weight", "bias")]
        whole = graph.add("Add", [at, skipped], f"{key}.in")
        return graph.add("LayerNormalization", [whole, *parts], f"{key}.out", epsilon=EPSILON)

    qkv = linear(x, "qkv")
    split = [f"{name}.{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [qkv, "thirds"], split, axis=2))
    seen = graph.add("MultiHeadAttention", split, f"{name}.seen", domain=MICROSOFT, num_heads=heads)
    x = norm(linear(seen, "out"), "norm1", x)
    inner = graph.add("Gelu", [linear(x, "up")], f"{name}.inner", domain=MICROSOFT)
    return norm(linear(inner, "down"), "norm2", x)


def save(model: Tagger, vocabulary: Sequence[str], path: Path, card: dict[str, object]) -> None:
    """Write the network with its vocabulary, and beside it, as JSON, what it was made of."""
    made = graph_of(model)
    made.metadata_props.add(key="vocabulary", value="\n".join(vocabulary))
    data = made.SerializeToString(deterministic=True)
    path.write_bytes(data)
    about = {"identity": hashlib.sha256(data).hexdigest()[:12], **card}
    path.with_suffix(".json").write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
