"""Runs a template that may have come from anyone: it sees what it is given, for a while, and writes so much and no more."""

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from types import FrameType
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

LARGEST: Final = 8_000_000
"""Characters that a template writes at most, and that any text in it has."""

SECONDS: Final = 10.0
"""How long it runs at most."""

_FILTERS: Final = frozenset(
    "abs capitalize count d default dictsort e escape first float groupby int items join last length list lower map max min "
    "reject rejectattr reverse round safe select selectattr sort string sum title tojson trim truncate unique upper "
    "wordcount".split()
)
"""What is left of the filters that Jinja brings: none that makes something large of something small, or is left to chance."""

_GROWING: Final = frozenset("center expandtabs format format_map join ljust replace rjust translate zfill".split())
"""Methods of texts that can make something large of something small."""


class TooMuchError(Exception):
    """A template writes or takes more than it may; the message says what."""


def environment(filters: Mapping[str, Callable[..., Any]]) -> ImmutableSandboxedEnvironment:
    """Return what templates are compiled in, with filters of one's own beside Jinja's harmless ones."""
    return _Environment(filters)


class _Namespace(Namespace):
    """What a template keeps values in; what it holds is not written with it, as that may have become large since."""

    def __repr__(self) -> str:
        return "<namespace>"


class _Generator(CodeGenerator):
    """Has joined texts, lists and what else holds values measured."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 (the base class names it so)
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802 (as above)
        self._measured(node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802 (as above)
        if node.ctx == "load":
            self._measured(node, frame)
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802 (as above)
        self._measured(node, frame)

    def _measured(self, node: nodes.List | nodes.Tuple | nodes.Dict, frame: Frame) -> None:
        self.write("environment.measured(")
        getattr(super(), f"visit_{type(node).__name__}")(node, frame)
        self.write(")")


class _Environment(ImmutableSandboxedEnvironment):
    code_generator_class = _Generator
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            autoescape=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        mine = {"join": _join, "replace": _replace, "indent": _indent, **filters}
        self.filters = {name: each for name, each in self.filters.items() if name in _FILTERS} | mine
        self.globals = {name: self.globals[name] for name in ("range", "joiner", "cycler", "dict")}
        self.globals["namespace"] = _Namespace
        self.concat = joined  # type: ignore[method-assign]

    @staticmethod
    def joined(parts: Iterable[object]) -> str:
        """Join texts."""
        return joined(str(part) for part in parts)

    @staticmethod
    def measured(value: Any) -> Any:  # noqa: ANN401 (whatever a template makes)
        """Return what holds other values, as far as it is of a bearable size with all of them."""
        _check(_size(value))
        return value

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (as in the base class)
        """Call something; it keeps what it is given."""
        _check(_size((args, kwargs)))
        return super().call(context, function, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 (as in the base class)
        """Tell whether a template may see an attribute."""
        if isinstance(obj, str) and attr in _GROWING:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 (as in the base class)
        """Reckon, as far as what comes out is of a bearable size."""
        if operator == "%" and isinstance(left, str | bytes):
            raise SecurityError("% is for numbers; a text is put together with ~")
        if operator == "**" and not (abs(left) <= 1_000_000 and abs(right) <= 64):
            raise TooMuchError("a number grows too large")
        if operator == "*":
            _check_product(left, right)
        if operator == "+" and hasattr(left, "__len__") and hasattr(right, "__len__"):
            _check(_size(left) + _size(right))
        return super().call_binop(context, operator, left, right)


def joined(parts: Iterable[str]) -> str:
    """Join texts to one of a bearable size."""
    taken, length = [], 0
    for part in parts:
        length += len(part)
        _check(length)
        taken.append(part)
    return "".join(taken)


def limited(run: Callable[[], Iterable[str]]) -> str:
    """Run a template that writes piece by piece, and return what it wrote.

    Raises:
        TooMuchError: it takes too long or writes too much.
    """
    until = time.monotonic() + SECONDS
    steps = 0

    def watch(_frame: FrameType, _event: str, _argument: object) -> Any:  # noqa: ANN401 (a tracer returns itself)
        nonlocal steps
        steps += 1
        if steps % 1_000 == 0 and time.monotonic() > until:
            raise TooMuchError(f"it takes longer than {SECONDS:g} seconds")
        return watch

    before = sys.gettrace()
    # a loop that writes nothing can only be stopped from within
    sys.settrace(watch)
    try:
        return joined(run())
    finally:
        sys.settrace(before)


def line_of(error: BaseException) -> int:
    """Return in which line of a template an error happened, or 0 where that is not known."""
    if isinstance(error, TemplateError) and (line := getattr(error, "lineno", None)):
        return int(line)
    found, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _check(length: int) -> None:
    if length > LARGEST:
        raise TooMuchError(f"it writes more than {LARGEST:,} characters")


def _size(value: object, known: dict[int, int] | None = None) -> int:
    """Return about how many characters a value has as it is written; `known` is that of lists that were met before."""
    known = {} if known is None else known
    if isinstance(value, str | bytes):
        return len(value) + 1
    if isinstance(value, int):
        return value.bit_length() // 4 + 1
    if not isinstance(value, Mapping | list | tuple | set | frozenset):
        return 1
    if id(value) not in known:
        parts = chain(value.keys(), value.values()) if isinstance(value, Mapping) else value
        known[id(value)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(value)]


def _check_product(left: Any, right: Any) -> None:  # noqa: ANN401 (whatever a template multiplies)
    for sized, times in ((left, right), (right, left)):
        if hasattr(sized, "__len__") and isinstance(times, int):
            _check(_size(sized) * max(0, times))
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > 4_096:
        raise TooMuchError("a number grows too large")


def _join(values: Iterable[object], separator: object = "", attribute: str | None = None) -> str:
    texts = [str(value if attribute is None else value[attribute]) for value in values]  # type: ignore[index]
    _check(sum(map(len, texts)) + len(str(separator)) * len(texts))
    return str(separator).join(texts)


def _replace(text: object, old: str, new: str) -> str:
    whole = str(text)
    _check(len(whole) + whole.count(str(old)) * len(str(new)))
    return whole.replace(str(old), str(new))


def _indent(text: object, width: int | str = 4, first: bool = False) -> str:
    indentation = width if isinstance(width, str) else " " * min(max(0, int(width)), 100)
    lines = str(text).split("\n")
    _check(len(str(text)) + len(lines) * len(indentation))
    indented = [lines[0], *(f"{indentation}{line}" if line else line for line in lines[1:])]
    return (indentation if first else "") + "\n".join(indented)
