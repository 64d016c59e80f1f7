"""What the rules see in sentences, and what they leave alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from names_support import WORDS, check, check_partition, check_seed, expected

from reader.entities.rules import names_by_rules

KINDS = ("person", "organization", "place", "nationality", "event")


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.kind) for mention in names_by_rules(text)]


PEOPLE = [
    "The report was written by [P Chimamanda Okonkwo], a teacher.",
    "Prime Minister [P Narendra Modi] met President [P Emmanuel Macron].",
    "former Chief Justice [P Ranjan Gogoi] and actor [P Shah Rukh Khan] arrived",
    "We asked [P Nguyen Thi Hoa], 34, about it.",
    "[P Lars von Trier], [P Vincent van Gogh] and [P Simón Bolívar] never met.",
    "[P Osama bin Laden] was hiding. The man they called [P bin Laden] fled.",
    "[P Will Smith] will be away in May. [P Theresa May] may not.",
    "Mr [P O’Connor] and Dr. [P Amina J. Mohammed] disagree.",
    "Spokesperson [P Fatima Al-Rashid] smiled. [P Al-Rashid] said no more.",
    "[P Wang Xiaoming] left early. His sister saw [P Wang] at noon, and [P Wang]'s car too.",
    "The minister, [P Kim Min-jun], declined to comment.",
    "[P John F. Kennedy Jr.] was a son of the president.",
    "The striker [P Léa Dubois-Martin], who scored twice, was tired.",
]

ORGANIZATIONS = [
    "The [O Ministry of External Affairs] said so.",
    "The [O US State Department] and the [O US Supreme Court] answered.",
    "She works at the [O Department of Health and Human Services].",
    "The [O Food and Drug Administration] approved it.",
    "[O Microsoft] CEO [P Satya Nadella] visited [O Stellenbosch University].",
    "[O Johnson & Johnson Inc.] sued [O Deutsche Bank] and [O Hindustan Zinc Ltd] today.",
    "The [O World Health Organization] ([O WHO]) met while the [O WHO] was blamed.",
    "[O Justice Department] lawyers left. [O Supreme Court] Justice [P Elena Marquez] stayed.",
    "They joined the [O People's Democratic Party] and the [O House of Commons].",
    "The [O Office of the Prime Minister] replied.",
    "[O NATO] and the [O EU] warned; the [O EU]'s [P Josep Borrell] too.",
]

PLACES = [
    "They crossed the [L River Thames], [L Lake Turkana] and the [L Zambezi River].",
    "It flew from [L Los Angeles] over the [L Arabian Sea] to [L Côte d'Ivoire].",
    "She grew up in [L Xochitlan] and moved to [L Bentong], [L Malaysia].",
    "The [L U.S.] and the [L India]-[L Pakistan] border were in the news.",
    "A prisoner of [L Yerawada Jail] in [L Pune] was moved to [L New Delhi].",
    "Ships wait in the [L Gulf of Aden] near the [L Republic of Yemen].",
]

PEOPLES_AND_EVENTS = [
    "A [N Pakistani-American] businessman and a [N Canadian] lawyer",
    "[N Muslims], [N Christians] and [N Jewish] families",
    "a [L US]-led team of [N South Korean] and [N Ukrainian]-born divers",
    "after the [E 26/11 attacks] and the [E Mumbai terror attack] he fled to [L Pune]",
    "It was the worst year since [E World War II].",
]

FALSE_FRIENDS = [
    "It rained on Friday. The sun came back in November.",
    "He said so. Many agreed. As many as ten did not. As for me, I left.",
    "Monday was quiet. Easter came late, and so did Ramadan.",
    "Police arrived. Officials said nothing. Yesterday was worse.",
    "The CEO read the PDF on TV at 5 PM.",
    "Students and teachers met. Students sang.",
    "Mail me at Someone@Example.com or see https://Example.org/John-Smith today.",
    "She bought bread. Bread was cheap. Will you come? May I?",
    "THIS IS A VERY GOOD IDEA AND EVERYBODY SHOULD KNOW IT",
]

HEADLINES = [
    "[L INDIA] AND [L PAKISTAN] AGREE TO TALKS AFTER WEEKS OF TENSION",
    "Three Dead After Fire In [L Nairobi] Shop",
]


@pytest.mark.parametrize("marked", [*PEOPLE, *ORGANIZATIONS, *PLACES, *PEOPLES_AND_EVENTS, *FALSE_FRIENDS, *HEADLINES])
def test_finds_the_names_of_a_sentence(marked):
    text, names = expected(marked)
    assert found(text) == names


def test_reads_the_article_of_the_seed_folder():
    check_seed(names_by_rules)


def test_one_form_has_one_kind_in_one_text():
    text = "Florence Pickford spoke. He came from Amman. Pickford is in Pickford no more. Pickford said so."
    kinds = {mention.kind for mention in names_by_rules(text) if mention.text == "Pickford"}
    assert kinds == {"person"}


def test_a_full_name_vouches_for_its_parts_wherever_they_stand():
    text = "Rivals praised Oyelaran Adébáyò, who won. Adébáyò left the hall. Nobody saw Adébáyò again."
    assert [name for name, _ in found(text)] == ["Oyelaran Adébáyò", "Adébáyò", "Adébáyò"]


def test_names_go_on_over_the_line_breaks_of_wrapped_prose_but_not_over_paragraphs():
    wrapped = "On the second day of the long hearing in the capital Randhir\nJaiswal said that nothing had changed."
    assert ("Randhir\nJaiswal", "person") in found(wrapped)
    assert found("Randhir Jaiswal\n\nPriya Sharma") == [("Randhir Jaiswal", "person"), ("Priya Sharma", "person")]


def test_empty_and_blank_texts_hold_nothing():
    assert names_by_rules("") == []
    assert names_by_rules(" \n\t ") == []


@pytest.mark.parametrize(
    "piece",
    [
        *("A ", "A", "O'", "A.", "A-", "A & ", "ABC ", "a@", " ", "\n", "http://", "de la Van ", "Ministry of "),
        *("People's ", "Department of Health and ", "African Union (AU) ", "Mumbai ", "John Smith ", "İ", "ǅ", "'s "),
    ],
)
def test_long_monotonous_texts_are_read_to_the_end(piece):
    text = piece * (200_000 // len(piece))
    mentions = names_by_rules(text)
    check(text, mentions, KINDS)
    check_partition(text, mentions)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_mentions_are_ordered_apart_in_bounds_and_linked_once(text):
    mentions = names_by_rules(text)
    check(text, mentions, KINDS)
    check_partition(text, mentions)
    assert names_by_rules(text) == mentions


def test_quarters_and_fiscal_years_are_no_names():
    text = "In Q3 sales rose in Lagos; in H1 and in FY24/25 they fell."
    assert [mention.text for mention in names_by_rules(text)] == ["Lagos"]
