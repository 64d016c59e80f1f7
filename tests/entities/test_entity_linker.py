"""Which mentions are one entity, and which are kept apart."""

import random
import re

import pytest
from names_support import lines_run

from reader.entities import Mention, link

LETTER = {"P": "person", "O": "organization", "L": "place", "N": "nationality", "E": "event", "M": "money", "D": "date"}


def read(marked: str) -> tuple[str, list[Mention]]:
    """Read a text with its mentions marked, as in `[P Ada Lovelace] lived here`."""
    text, mentions, at = "", [], 0
    for match in re.finditer(r"\[([A-Z]) ([^]]+)\]", marked):
        text += marked[at : match.start()]
        mentions.append(Mention(len(text), len(text) + len(match[2]), LETTER[match[1]], match[2]))
        text += match[2]
        at = match.end()
    return text + marked[at:], mentions


def linked(marked: str) -> list[list[str]]:
    text, mentions = read(marked)
    return [[mention.text for mention in entity.mentions] for entity in link(text, mentions)]


JOINED = [
    "[P Tahawwur Rana] came. [P Rana] left, and [P Rana's] lawyer too.",
    "[P David Coleman Headley], also [P David Headley], [P Coleman Headley] and [P Headley]",
    "[P George W. Bush], [P George Walker Bush] and [P George Bush]",
    "[P Angela] spoke first. [P Angela Merkel] was known to all.",
    "[P Mr. Okafor] and [P Okafor]",
    "[P PRIYA SHARMA] wins. [P Priya Sharma] smiles.",
    "[P Norton I] was kind. [P Norton] was loved. [P NORTON I] was late.",
    "The [O Ministry of External Affairs] wrote. The [O MEA] waited. [O M.E.A.] is short.",
    "the [O World Health Organization] ([O WHO])",
    "[L US], [L U.S.], [L United States], [L the United States of America], [L USA]",
    "[L Britain] and the [L UK]",
    "[O US State Department] and the [O State Department]",
    "[O U.S. Congress], [O United States Congress], [O Congress]",
    "[O Harvard University], [O Harvard], the [O University]",
    "[O Acme Corp.] and [O Acme] and [O the Acme Corporation]",
    "[N Pakistani] and [N Pakistanis]",
    "the [E Mumbai attacks], [E Mumbai  Attacks]",
    "[P Steven] rang. It was [P Steve] again.",
    "[P Larry Osei] and [P Lawrence Osei], [P Larry]",
    "[P Jane Okafor], also [P J. Okafor] and [P Okafor, J]",
    "[P Sato Yumiko] is [P Yumiko Sato] there",
    "[P VICE PRESIDENT OKAFOR]: no. [P Vice President Okafor] left. [P Okafor] said no.",
    "[P Zoë Márquez] and [P Zoe Marquez]",
    "[P Kirsten Adeyemi] and [P Kirstin Adeyemi]",
    "[P Prospero Vance] (born [P Paul Mundy]), [P Vance], also known as [P the Bat]",
    "[O Shore Watch] ([O ShoWa])",
    "[L Port Ferris Airport] (IATA: [L PFR])",
    "[O Cal Tech] is short for [O California Technology Institute]. [O the Institute] grew.",
    "[L Massachusetts] or [L Mass.]",
    "[L Oklahoma], [L OK]",
    "[L San Benito] ([L S. B.])",
    "[O House of Commons], [O Commons], the [O House]",
    "[O OpenTern] is [O OT]",
    "the [O Heron Foundation] is the [O Heron Foundation for the Arts]",
    "[L Wexley Islands], [L the Wexleys]",
    "[L North Korea] and the [L North]",
    "[L Wexley Square], [L Wexley]",
    "[L City of Wexley], [L Wexley]",
    "[L Esfahan] is [L Isfahan]",
    "[L Basse-Terre] is [L Basse Terre]",
    "[L Wexley], sometimes known as the [L Gate of the Fens]",
]

APART = [
    "[P John Smith] and [P Mary Smith]",
    "[P John A. Doe] and [P John B. Doe]",
    "[P Henry Ford Jr.] and [P Henry Ford Sr.]",
    "[P Charles I] and [P Charles II]",
    "Mr [P Ito] greeted Mrs [P Ito]",
    "[L Georgia] and [O Georgia]",
    "[L North Korea] and [L South Korea]",
    "[L York] and [L New York]",
    "[O Bank of India] and [O Bank of China]",
    "[O Ministry of Health] and [O Ministry of Defence]",
    "[O Justice Department of Texas] and [O State Department]",
    "[L China] and [L Republic of China]",
    "[N American] and [L America]",
    "[L Russia] and southern [L Russia]",
    "[L Oklahoma] and [L Oklahoma City]",
    "[L Coron] and [L Coron Island]",
    "[L Paris] ([L Texas])",
    "[O Open Works] and [O Open Works Community]",
    "[O Faculty Senate] and the [O Faculty]",
    "an order within [O Heron], called the [O Terns]",
    "[L Wexley] is known as [L England]'s garden",
    "[O India] and [O Bank of India]",
    "[P Martin Osei] and [P Marvin Osei]",
    "[P Mr. Pat Okafor] and [P Mrs. P. Okafor]",
    "[P J. Okafor], [P Jane Okafor], [P Joan Okafor]",
    "[P Steve], [P Steven], [P Stephen]",
    "[L Gwent], [L Gwent Castle], [L Gwent Station]",
    "[P George W. Bush] and [P George Herbert Walker Bush]",
    "[O Progressive Heron Party] and [O Heron Party]",
    "[O FBI] and [O FBI Laboratory]",
    "[M $163 million], [M $16.3 million] and [M £163 million]",
    "[O German Army] and [O German Army Group]",
    "[L South Africa] and [L South-West Africa]",
    "[L South Vietnam] and [L South Vietnamese]",
    "[O Army of] and [O Army of the Tern]",
]


@pytest.mark.parametrize("marked", JOINED)
def test_joins_the_forms_of_one_name(marked):
    assert len(linked(marked)) == 1


@pytest.mark.parametrize("marked", APART)
def test_keeps_apart_what_only_looks_alike(marked):
    assert len(linked(marked)) == len(re.findall(r"\[[A-Z] ", marked))


def test_a_shared_family_name_goes_to_the_one_named_last_before_it():
    marked = "[P John Smith] sat. [P Smith] slept. [P Mary Smith] came. [P Smith] spoke."
    assert linked(marked) == [["John Smith", "Smith"], ["Mary Smith", "Smith"]]


def test_a_shared_family_name_before_anyone_it_could_mean_stays_alone():
    marked = "[P Smith] slept. [P John Smith] sat. [P Mary Smith] came."
    assert linked(marked) == [["Smith"], ["John Smith"], ["Mary Smith"]]


def test_who_a_text_is_about_keeps_the_family_name_when_relatives_are_named():
    marked = "[P Ida Holt]\n\n[P Holt] paints. [P Ida Holt] is a child of [P Per Holt]. [P Holt] lives here. [P Holt] sleeps."
    assert linked(marked) == [["Ida Holt", "Holt", "Ida Holt", "Holt", "Holt"], ["Per Holt"]]


def test_the_body_named_most_is_meant_where_several_could_be():
    marked = "[O University of Wexley], [O UW], [O UW], [O University of Wexley], [O University of Tern]. The [O University]."
    assert [len(group) for group in linked(marked)] == [5, 1]
    assert len(linked("[O University of Wexley], [O University of Tern]. The [O University].")) == 3


def test_parts_of_a_place_are_one_among_themselves():
    assert linked("[L Tern], downtown [L Tern], in downtown [L Tern]") == [["Tern"], ["Tern", "Tern"]]


def test_titles_tell_people_of_one_family_apart():
    marked = "Mr [P Kenji Ito] and Mrs [P Yoko Ito] came. Mrs [P Ito] spoke. Mr [P Ito] was silent. Mrs [P Ito] left."
    assert linked(marked) == [["Kenji Ito", "Ito"], ["Yoko Ito", "Ito", "Ito"]]


def test_an_abbreviation_of_two_names_goes_to_the_one_it_stands_behind():
    marked = "the [O African Union] ([O AU]) and the [O Asian University] agreed; the [O AU] paid"
    assert linked(marked) == [["African Union", "AU", "AU"], ["Asian University"]]


def test_an_abbreviation_of_two_names_that_explains_neither_stays_alone():
    assert len(linked("[O African Union], [O Asian University], [O AU]")) == 3


def test_the_name_is_the_fullest_form():
    text, mentions = read(
        "[P Rana’s] case: [P TAHAWWUR RANA] and [P Tahawwur Rana's] lawyer in the [L US], [L United States]"
    )
    person, place = link(text, mentions)
    assert (person.name, person.kind) == ("Tahawwur Rana", "person")
    assert place.name == "United States"
    assert place.aliases == ("US",)


def test_dates_are_no_entities():
    assert linked("[D Friday], [P Rana]") == [["Rana"]]


def test_the_order_of_the_mentions_does_not_matter():
    text, mentions = read(
        "[P Ana Ruiz], [P Ruiz], [O UN], [O United Nations], [P Eva Ruiz], [P Ruiz], [L UK], [L Britain]"
    )
    straight = link(text, mentions)
    for seed in range(5):
        shuffled = random.Random(seed).sample(mentions, len(mentions))
        assert link(text, shuffled) == straight


def test_no_mentions_no_entities():
    assert link("Nothing here.", []) == []


@pytest.mark.parametrize(
    "name",
    [
        lambda at: f"SMITH{at}",
        lambda at: f"ANA SMITH{at}",
        lambda at: f"ANA{at} SMITH" if at % 2 else "SMITH",
        lambda at: f"SMITH BANK{at} GROUP",
        lambda at: "BANK OF " * (at % 30) + f"A{at}",
        lambda at: f"B{at % 26} UNIVERSITY" if at % 3 else "UNIVERSITY",
        lambda at: f"J. M{at} SMITH" if at % 2 else f"JO{at} SMITH",
        lambda at: "AB" if at % 2 else f"A{at} B{at}",
    ],
    ids=["words", "one first name", "one family name", "middles", "long names", "heads", "initials", "abbreviations"],
)
@pytest.mark.parametrize("kind", ["person", "organization", "place"])
def test_a_text_of_capitals_takes_no_more_work_than_its_length(name, kind):
    def work(count: int) -> int:
        text, mentions = "", []
        for at in range(count):
            form = name(at)
            mentions.append(Mention(len(text), len(text) + len(form), kind, form))
            text += form + " "
        return lines_run(lambda: link(text, mentions))

    assert work(2_000) < 20 * work(250)
