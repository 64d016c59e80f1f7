from hypothesis import given
from hypothesis import strategies as st

from reader.app.spans import FlatSpans, Span, merged

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("abc")).map(
        lambda span: (min(span[:2]), max(span[:2]), span[2])
    ),
    max_size=12,
)


def naive(spans: list[Span], at: int) -> frozenset[str]:
    return frozenset(tag for start, end, tag in spans if start <= at < end)


@given(SPANS, st.integers(0, 45), st.integers(0, 45))
def test_every_character_carries_the_tags_that_cover_it(spans: list[Span], first: int, last: int) -> None:
    found = {}
    at = first
    for start, end, tags in FlatSpans(spans).pieces(first, last):
        assert start == at
        assert end > start
        found.update(dict.fromkeys(range(start, end), tags))
        at = end
    assert found == {at: naive(spans, at) for at in range(first, last)}


@given(SPANS, SPANS, st.integers(0, 45), st.integers(0, 45))
def test_layers_lie_over_each_other(low: list[Span], high: list[Span], first: int, last: int) -> None:
    found = {}
    for start, end, tags in merged([FlatSpans(low), FlatSpans(high)], first, last):
        found.update(dict.fromkeys(range(start, end), tags))
    assert found == {at: naive(low, at) | naive(high, at) for at in range(first, last)}
