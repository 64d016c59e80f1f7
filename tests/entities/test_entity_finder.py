"""What is found in sentences as people write them, and what is left alone."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from names_support import WORDS, check, check_partition, check_seed, expected

from reader.entities import extractors, find_entities
from reader.entities.extractors import RULES, best_extractor, extractor, identity_of
from reader.entities.tagger.network import CARD, MODEL, NetworkMissingError


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.kind) for mention in find_entities(text)]


TITLES = [
    "The [O Ministry of External Affairs] said spokesperson [P Randhir Jaiswal] would speak in [L New Delhi].",
    "Prime Minister [P Narendra Modi] met President [P Emmanuel Macron] in [L Paris].",
    "Former Chief Justice [P Ranjan Gogoi] and actor [P Shah Rukh Khan] arrived.",
    "The [O US Supreme Court] and the [O US State Department] answered [P Tahawwur Rana]'s lawyers.",
    "The company, based in [L Osaka], hired Ms [P Tanaka]. [P Tanaka] said no more.",
    "Prof. [P Amina J. Mohammed] and Dr. [P O’Connor] disagreed.",
]

OF_ALL_COUNTRIES = [
    "[P María Fernanda de la Cruz] and [P Jean-Luc van der Berg] met [P Abdul Rahman al-Sudais] in [L Riyadh].",
    "[P Nguyen Thi Hoa], 34, lives in [L Ho Chi Minh City].",
    "[P Wang Xiaoming] and [P Zhang Wei] joined [O Huawei Technologies] in [L Shenzhen].",
    "[P Chimamanda Okonkwo] wrote to the [O Kenya Revenue Authority].",
    "[P J. K. Sharma] and [P S. Okafor] told [O Reuters] that the [O World Bank] had agreed.",
]

CASES = [
    "[L INDIA] AND [L PAKISTAN] AGREE TO TALKS AFTER WEEKS OF TENSION",
    "i met [P john smith] in [L berlin] last week and he works for [O siemens]",
    "MINISTER [P OLUFEMI ADEYEMI] VISITS [O LAGOS STATE UNIVERSITY]",
]

OTHER_KINDS = [
    "A [N Pakistani-American] businessman and a [N Canadian] lawyer met [N Jewish] leaders.",
    "The [O European Parliament] passed the [A Digital Services Act] in 2022.",
    "after the [E 26/11 attacks] and the [E Mumbai terror attack] he fled to [L Pune]",
    "The fine was [M €2.5m], or [M $5 billion], or [M 20 million rupees].",
    "They asked for [M 4 billion won] and [M 300 South Korean won].",
    "The [O World Health Organization] ([O WHO]) met in [L Geneva]. Few asked the [O WHO].",
]

FALSE_FRIENDS = [
    "He said she would go. They agreed with him.",
    "On Friday in March the sun came back. Monday was quiet.",
    "Police arrived. Officials said nothing. Yesterday was worse.",
    "The CEO read the PDF on TV at 5 PM.",
    "Students and teachers met. Students sang.",
    "In Q3 sales rose; in H1 and in FY24/25 they fell.",
    "He paid 12 of 20 and won 3.",
    "She in 2012 won the prize; of the 12, 3 won.",
    "Mail Someone.Smith@Example.com or see https://Example.org/John-Smith today.",
]


@pytest.mark.parametrize("marked", [*TITLES, *OF_ALL_COUNTRIES, *CASES, *OTHER_KINDS, *FALSE_FRIENDS])
def test_finds_the_names_of_a_sentence(marked):
    text, names = expected(marked)
    assert found(text) == names


def test_reads_the_article_of_the_seed_folder():
    check_seed(find_entities)


def test_names_never_cross_a_blank_line():
    assert found("Randhir Jaiswal\n\nPriya Sharma") == [("Randhir Jaiswal", "person"), ("Priya Sharma", "person")]


def test_empty_and_blank_texts_hold_nothing():
    assert find_entities("") == []
    assert find_entities(" \n\t ") == []


def test_without_the_network_the_rules_find_names_and_the_reason_is_said(monkeypatch):
    def broken():
        raise NetworkMissingError("no such file")

    monkeypatch.setattr(extractors, "network", broken)
    extractor.cache_clear()
    best_extractor.cache_clear()
    try:
        chosen, problem = best_extractor()
        assert chosen is extractor(RULES)
        assert "no such file" in problem
        assert found("Prime Minister Narendra Modi spoke.") == [("Narendra Modi", "person")]
    finally:
        extractor.cache_clear()
        best_extractor.cache_clear()


def test_the_network_is_light_and_says_what_it_was_made_of():
    assert len(MODEL.read_bytes()) < 25_000_000
    card = json.loads(CARD.read_text(encoding="utf-8"))
    assert all(item["licence"] and item["words"] for item in card["annotated"].values())
    assert identity_of() == f"network {card['identity']}"


@pytest.mark.parametrize(
    "piece",
    [
        *("A ", "A", "O'", "A.", "A-", "A & ", "ABC ", "a@", " ", "\n", "http://", "de la Van ", "Ministry of "),
        *("African Union (AU) ", "Mumbai ", "John Smith ", "İ", "ǅ", "'s ", "$1 ", "$1,", "1 million "),
    ],
)
def test_long_monotonous_texts_are_read_to_the_end(piece):
    text = piece * (12_000 // len(piece))
    mentions = find_entities(text)
    check(text, mentions)
    check_partition(text, mentions)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_mentions_are_ordered_apart_in_bounds_and_linked_once(text):
    mentions = find_entities(text)
    check(text, mentions)
    check_partition(text, mentions)
    assert find_entities(text) == mentions
