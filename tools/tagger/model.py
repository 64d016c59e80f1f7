"""The network in PyTorch: the encoder of a small BERT, with what a token stands out by added to its input."""

from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import nn
from torch.nn import functional

from reader.entities.tagger.labels import LABELS
from reader.entities.tagger.windows import LONGEST, PARTS

POSITIONS = LONGEST + 2
"""The pieces of a window, and the marks of its begin and end."""


class Dropout(nn.Module):
    """Dropout whose masks are cut from one pool of random bits: drawing them anew takes a CPU longer than the layer."""

    pool: torch.Tensor | None = None

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return `x` with a share of it set to zero and the rest scaled up, while training."""
        if not self.training or not self.share:
            return x
        if Dropout.pool is None:
            Dropout.pool = (torch.rand(1 << 24) >= self.share).to(torch.bfloat16) / (1 - self.share)
        at = int(torch.randint(0, (1 << 24) - x.numel(), ()))
        return x * Dropout.pool[at : at + x.numel()].view(x.shape)


class Linear(nn.Linear):
    """A linear layer that can pretend to be computed on 8 bits, so that training makes up for the rounding."""

    rounds = False

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the product, of rounded numbers where the network is being prepared for them."""
        if not Linear.rounds:
            return super().forward(x)
        with torch.no_grad():
            whole = x.detach().float()
            low = whole.amin(dim=(1, 2), keepdim=True).clamp(max=0)
            step = ((whole.amax(dim=(1, 2), keepdim=True).clamp(min=0) - low) / 255).clamp(min=1e-8)
            zero = torch.round(-low / step)
            rounded = (torch.clamp(torch.round(whole / step) + zero, 0, 255) - zero) * step
            scale = self.weight.abs().amax(dim=1, keepdim=True) / 127
            weight = torch.round(self.weight / scale) * scale
        x = x + (rounded - whole).to(x.dtype)
        return functional.linear(x, self.weight + (weight - self.weight).detach(), self.bias)


class Layer(nn.Module):
    """One layer of a transformer encoder, normalised after each part, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = Linear(width, 3 * width)
        self.out = Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = Linear(width, inner)
        self.down = Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the next states; `mask` is added to the attention scores."""
        count, length, width = x.shape
        q, k, v = self.qkv(x).view(count, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5 + mask.to(q.dtype)
        seen = scores.softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(count, length, width))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Word pieces and token features in, a score for each label out."""

    def __init__(
        self,
        vocabulary: int,
        sources: int,
        layers: int = 6,
        width: int = 384,
        heads: int = 12,
        inner: int = 1536,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(POSITIONS, width)
        self.parts = nn.ModuleList(nn.Embedding(size, width) for size in PARTS)
        self.sources = nn.Embedding(sources, width)
        for table in (*self.parts, self.sources):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.head = nn.Linear(width, LABELS)

    def forward(
        self, pieces: torch.Tensor, features: torch.Tensor, lengths: torch.Tensor, sources: torch.Tensor
    ) -> torch.Tensor:
        """Return the scores of every label at every piece."""
        length = pieces.shape[1]
        x = self.words(pieces) + self.places.weight[:length] + self.sources(sources)[:, None]
        code = features
        for size, table in zip(reversed(PARTS), reversed(self.parts), strict=True):
            x = x + table(code % size)
            code = code // size
        x = self.dropout(self.norm(x))
        mask = torch.where(torch.arange(length)[None] < lengths[:, None], 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)

    def load_bert(self, path: Path, keep: list[int]) -> None:
        """Take over the weights of a BERT encoder, its vocabulary cut down to `keep`, layers from the first on."""
        got = {name: torch.from_numpy(np.array(value)).float() for name, value in load_file(path).items()}
        with torch.no_grad():
            self.words.weight.copy_(got["embeddings.word_embeddings.weight"][keep])
            self.places.weight.copy_(
                got["embeddings.position_embeddings.weight"][:POSITIONS]
                + got["embeddings.token_type_embeddings.weight"][0]
            )
            self.norm.weight.copy_(got["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(got["embeddings.LayerNorm.bias"])
            for number, layer in enumerate(self.layers):
                base = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    layer.qkv.get_parameter(part).copy_(
                        torch.cat([got[f"{base}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
                    )
                    for mine, its in (
                        (layer.out, "attention.output.dense"),
                        (layer.norm1, "attention.output.LayerNorm"),
                        (layer.up, "intermediate.dense"),
                        (layer.down, "output.dense"),
                        (layer.norm2, "output.LayerNorm"),
                    ):
                        mine.get_parameter(part).copy_(got[f"{base}{its}.{part}"])
