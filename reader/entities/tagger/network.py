"""Runs the network that ships with the package."""

import json
import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final

from reader.entities.tagger.labels import LABELS
from reader.entities.tagger.pieces import Token, WordPieces
from reader.entities.tagger.windows import Window, features, sentence_starts, windows

if TYPE_CHECKING:
    from reader.entities.tagger.labels import Scores

MODEL: Final = files(__package__) / "data" / "names.onnx"
CARD: Final = files(__package__) / "data" / "names.json"
"""What the network was made of, for people; its `identity` changes with the weights."""


class NetworkMissingError(Exception):
    """The network or what runs it is not there; the message says which."""


class Network:
    """Gives each token of a text the logarithm of the probability of each label."""

    def __init__(self) -> None:
        """Load the network.

        Raises:
            NetworkMissingError: the file, or the runtime, is not there or of no use.
        """
        try:
            import onnxruntime  # noqa: PLC0415 (a quarter of a second, and only where names are looked for)

            onnxruntime.disable_telemetry_events()
            options = onnxruntime.SessionOptions()
            # documents are spread over processes; inside one, threads would only wait for each other
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 4
            # the file is put together for this runtime: what its optimiser makes of it is slower
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            with as_file(MODEL) as path:
                self._session: Any = onnxruntime.InferenceSession(
                    os.fspath(path), options, providers=["CPUExecutionProvider"]
                )
        except Exception as error:  # the runtime raises classes of its own, and an import may fail in many ways
            raise NetworkMissingError(str(error)) from error
        about = self._session.get_modelmeta().custom_metadata_map
        self._cutter = WordPieces(about["vocabulary"].split("\n"))

    def read(self, text: str) -> tuple[list[Token], "Scores"]:
        """Return the tokens of a text with the scores of their labels."""
        import numpy as np  # noqa: PLC0415 (only where a network runs)

        tokens = self._cutter.tokens(text)
        starts = sentence_starts(text, tokens)
        marks = features(text, tokens, starts)
        scores = np.empty((len(tokens), LABELS), np.float32)
        for window in windows(tokens, starts):
            scores[window.first : window.last] = self._compute(tokens[window.first : window.last], marks, window)
        return tokens, scores

    def _compute(self, tokens: Sequence[Token], marks: Sequence[int], window: Window) -> "Scores":
        import numpy as np  # noqa: PLC0415 (only where a network runs)

        pieces, codes, firsts = [self._cutter.begin], [0], []
        for number, token in enumerate(tokens, window.first):
            firsts.append(len(pieces))
            pieces.extend(token.pieces)
            codes.extend([marks[number]] * len(token.pieces))
        pieces.append(self._cutter.end)
        codes.append(0)
        # one window at a time: on one core several together are no quicker, and would have to be padded
        (raw,) = self._session.run(
            None,
            {
                "pieces": np.array([pieces], np.int32),
                "marks": np.array([codes], np.int32),
                "positions": np.arange(len(pieces), dtype=np.int32)[None],
            },
        )
        scores: Scores = raw[0, firsts]
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores


@cache
def network() -> Network:
    """Return the network, loaded once in a process.

    Raises:
        NetworkMissingError: it cannot be had.
    """
    return Network()


@cache
def network_identity() -> str:
    """Return what changes with the weights of the network, or an empty string where there is none."""
    if not (MODEL.is_file() and CARD.is_file()):
        return ""
    return str(json.loads(CARD.read_text(encoding="utf-8"))["identity"])
