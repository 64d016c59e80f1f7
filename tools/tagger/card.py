"""What the network was made of, kept inside its file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from data import Example

LICENCES: Final = {
    "ewt": ("Universal NER, English EWT", "CC BY-SA 4.0"),
    "gum": ("GUM: news, interview, academic, court, bio, voyage", "annotations CC BY 4.0, texts CC BY or CC BY-SA"),
    "crossner": ("CrossNER", "MIT; texts of Wikipedia CC BY-SA"),
    "wnut": ("WNUT 2017", "CC BY 4.0"),
    "btc": ("Broad Twitter Corpus, parts a b e f", "CC BY 4.0"),
}


def card(
    gold: Sequence[tuple[str, dict[str, Any]]], silver: Sequence[Example], pieces: Sequence[str]
) -> dict[str, Any]:
    """Return the model card: sets, licences and shares, in words of text."""
    words: Counter[str] = Counter()
    for source, document in gold:
        words[source] += len(document["text"].split())
    return {
        "initialised from": "all-MiniLM-L6-v2 (Apache-2.0), its vocabulary without placeholders and CJK",
        "pieces": len(pieces),
        "annotated": {
            name: {"set": LICENCES[name][0], "licence": LICENCES[name][1], "words": count}
            for name, count in words.items()
        },
        "labelled by networks trained on the annotated sets": {
            "texts": "Voice of America news by way of the Groningen Meaning Bank (public domain), without its annotations; "
            "sentences of Wikipedia (CC BY-SA)",
            "tokens": sum(len(example.firsts) for example in silver),
        },
        "weights": "8 bits, one scale a column; made for ONNX Runtime",
        "licence of the weights": "MIT, as the package; the sets are named as their licences ask",
    }
