"""Who is who across the documents of a folder."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from names_support import lines_run

from reader.entities.folder import Local, display_name, likely_same, link_folder
from reader.text.mention import EntityKind

KINDS: dict[str, EntityKind] = {"P": "person", "O": "organization", "L": "place", "N": "nationality", "E": "event"}


def local(name: str, *documents: int, kind: str = "P", mentions: int = 0, forms: Sequence[str] = ()) -> Local:
    count = mentions or len(documents)
    return Local(name, KINDS[kind], dict.fromkeys((name, *forms), count), frozenset(documents), count)


def joined(*locals_: Local) -> list[set[str]]:
    groups = link_folder(locals_)
    return [{locals_[index].name for index in group} for group in groups if len(group) > 1]


def asked(*locals_: Local) -> dict[frozenset[str], str]:
    found = likely_same(locals_, link_folder(locals_))
    return {frozenset((locals_[one.first].name, locals_[one.second].name)): one.why for one in found}


COMPANY = local("Osprey Inquiry", 1, 2, 3, 4, kind="O")
"""What the documents of a test have in common."""


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("P", ("Zoë Márquez", "Zoe Marquez", "Dr. Zoe Marquez")),
        ("P", ("Jean-Paul Okeke", "Jean Paul Okeke")),
        ("P", ("Nadia B. Holt", "Nadia Beatrix Holt")),
        ("O", ("Tern Holdings Ltd", "Tern Holdings", "the Tern Holdings")),
        ("O", ("Centre for Labour Research", "Center for Labor Research")),
        ("L", ("United States", "US", "U.S.", "USA")),
        ("N", ("Kenyan", "Kenyans")),
    ],
)
def test_forms_of_one_name_are_joined_wherever_they_are(kind, names):
    assert joined(*(local(name, at, kind=kind) for at, name in enumerate(names))) == [set(names)]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("P", ("Nadia B. Holt", "Nadia C. Holt", "Nadia Holt")),
        ("P", ("Nadia B. Holt", "Nadia Carla B. Holt")),
        ("P", ("Omar Vance Jr.", "Omar Vance Sr.")),
        ("P", ("Omar Vance II", "Omar Vance III")),
        ("P", ("Mr Okoro", "Mrs Okoro")),
        ("P", ("Ivan Petrov", "Ivan Petrova")),
        ("P", ("Mario Benetti", "Maria Benetti")),
        ("O", ("Bank of Ghana", "Bank of Guinea")),
        ("L", ("North Korea", "South Korea")),
        ("L", ("Springfield", "Springfield County")),
    ],
)
def test_names_that_only_look_alike_stay_apart(kind, names):
    assert joined(COMPANY, *(local(name, at, at + 1, kind=kind, mentions=9) for at, name in enumerate(names))) == []


def test_kinds_stay_apart():
    assert joined(local("Georgia", 1, kind="L"), local("Georgia", 1, kind="P"), local("Georgia", 1, kind="O")) == []


def test_a_family_name_joins_its_one_bearer_in_the_same_company():
    assert joined(local("Ines Rademaker", 1, 2, mentions=5), local("Rademaker", 3), COMPANY) == [
        {"Ines Rademaker", "Rademaker"}
    ]


@pytest.mark.parametrize(
    "others",
    [
        (local("Ines Rademaker", 1, 2, mentions=5), local("Rademaker", 3), local("Joost Rademaker", 7), COMPANY),
        (local("Ines Rademaker", 1, 2, mentions=5), local("Rademaker", 3, 9), COMPANY),
        (local("Ines Rademaker", 1, 2, mentions=5), local("Rademaker", 3)),
        (local("Ines Rademaker", 1), local("Rademaker", 3), COMPANY),
        (local("Ines Rademaker", 1, 2, 3, mentions=5), local("Rademaker", 3), COMPANY),
        (local("Mr Ines Rademaker", 1, 2, mentions=5), local("Mrs Rademaker", 3), COMPANY),
    ],
    ids=["two bearers", "other company in one document", "no company", "hardly known", "both in one", "sexes"],
)
def test_a_family_name_that_could_be_another_persons_stays_alone(others):
    assert joined(*others) == []


def test_a_rare_spelling_joins_the_common_one_in_the_same_company():
    common = local("Yusuf Qadhafi", 1, 2, mentions=8)
    assert joined(common, local("Yusuf Hadhafi", 3), COMPANY) == []
    assert joined(common, local("Yusuf Qaddafi", 3), COMPANY) == [{"Yusuf Qadhafi", "Yusuf Qaddafi"}]
    assert joined(common, local("Yusuf Qaddafi", 9), COMPANY) == []


def test_part_of_a_name_joins_the_longer_one_in_the_same_company():
    long, part = local("Marta Lind Osei", 1, 2), local("Lind Osei", 3)
    assert joined(long, part, COMPANY) == [{"Marta Lind Osei", "Lind Osei"}]
    assert joined(long, part) == []


def test_a_name_in_between_is_left_out_only_in_the_same_company():
    for long in ("Nadia B. Holt", "Nadia Beatrix Holt"):
        assert joined(local(long, 1, 2), local("Nadia Holt", 3), COMPANY) == [{long, "Nadia Holt"}]
        assert joined(local(long, 1, 2), local("Nadia Holt", 3)) == []
        assert joined(local(long, 1, 2), local("Nadia Holt", 3, 9), COMPANY) == []


def test_a_family_with_a_particle_is_not_the_one_member_that_is_hardly_known():
    assert joined(local("Idris Al Wexley", 1), local("Al Wexley", 3), COMPANY) == []
    assert joined(local("Idris Al Wexley", 1, 2), local("Al Wexley", 3), COMPANY) != []


def test_a_short_name_that_more_documents_have_than_the_body_it_is_short_for_stays_alone():
    body = local("Tern Supreme Court", 1, kind="O", forms=["Supreme Court"])
    assert joined(body, local("Supreme Court", 2, 3, 4, kind="O"), COMPANY) == []
    assert joined(body, local("Supreme Court", 2, kind="O"), COMPANY) == [{"Tern Supreme Court", "Supreme Court"}]
    assert joined(body, local("Supreme Court", 9, kind="O"), COMPANY) == []


def test_bodies_with_one_abbreviation_and_nearly_one_name_are_one():
    bodies = [
        local("Tidal Energy Review Board", 1, kind="O", forms=["TERB"]),
        local("Welsh Tidal Energy Review Board", 2, kind="O", forms=["TERB"]),
        local("Tea Estates Regional Bank", 3, kind="O", forms=["TERB"]),
    ]
    assert joined(*bodies) == [{"Tidal Energy Review Board", "Welsh Tidal Energy Review Board"}]


def test_an_abbreviation_joins_the_name_that_a_document_explains_it_by():
    told = local("Tidal Energy Review Board", 1, kind="O", forms=["TERB"])
    other = local("Tea Estates Regional Bank", 5, kind="O")
    assert joined(told, other, local("TERB", 7, kind="O")) == [{"Tidal Energy Review Board", "TERB"}]


def test_an_abbreviation_that_nothing_explains_joins_the_only_name_it_fits_in_its_documents():
    board, short = local("Tidal Energy Review Board", 1, kind="O"), local("TERB", 1, 2, kind="O")
    assert joined(board, short) == [{"Tidal Energy Review Board", "TERB"}]
    assert joined(board, short, local("Tea Estates Regional Bank", 5, kind="O")) == []
    assert joined(board, local("TERB", 2, kind="O")) == []


def test_a_person_decides():
    names = [
        local("US", 1, kind="L"),
        local("United States", 2, kind="L"),
        local("R. Ahmed", 1),
        local("Rana Ahmed", 2),
    ]
    assert link_folder(names, same=[(2, 3)], apart=[(0, 1)]) == [(0,), (1,), (2, 3)]


def test_a_decision_of_being_one_outweighs_kinds_and_a_decision_against():
    names = [local("Georgia", 1, kind="L"), local("Georgia", 1, kind="O")]
    assert link_folder(names, same=[(0, 1)], apart=[(1, 0)]) == [(0, 1)]


def test_what_a_person_joined_has_one_bearer():
    names = [local("Ines Rademaker", 1, 2, mentions=5), local("I. M. Rademaker", 4), local("Rademaker", 3), COMPANY]
    assert link_folder(names) == [(0,), (1,), (2,), (3,)]
    assert link_folder(names, same=[(0, 1)]) == [(0, 1, 2), (3,)]


def test_the_name_shown_is_the_fullest_that_is_used():
    assert display_name([local("Rana", 1, mentions=9), local("Tahawwur Rana", 1, mentions=4)]) == "Tahawwur Rana"
    assert display_name([local("ADA LOVELACE", 1, mentions=2), local("Ada Lovelace", 1)]) == "Ada Lovelace"
    assert display_name([local("Kenyans", 1, kind="N", mentions=3), local("Kenyan", 1, kind="N")]) == "Kenyan"
    assert display_name([]) == ""


SUGGESTED = [
    ("P", "Rana Ahmed", "R. Ahmed", "initial fits"),
    ("P", "William Okoro", "Bill Okoro", "short for the same first name"),
    ("P", "Nadia Beatrix Holt", "Nadia Holt", "middle name left out"),
    ("P", "Omar Vance", "Omar Vance III", "same name without the generation"),
    ("P", "Ines Rademaker", "Ines Radenaker", "one letter apart"),
    ("P", "Mohammed Tariq", "Muhamad Tariq", "spelled differently"),
    ("P", "Ines Rademaker", "Rademaker", "family name alone"),
    ("P", "Ines Rademaker", "Ines", "first name alone"),
    ("P", "Marta Lind Osei", "Lind Osei", "part of the longer name"),
    ("O", "Oxbow University", "University of Oxbow", "same words in another order"),
    ("O", "Tidal Energy Review Board", "TERB", "initials fit"),
    ("O", "Rademaker Shipping", "Radenaker Shipping", "one letter apart"),
]


@pytest.mark.parametrize(("kind", "one", "other", "why"), SUGGESTED)
def test_what_might_be_one_is_asked_with_a_reason(kind, one, other, why):
    assert asked(local(one, 1, kind=kind), local(other, 2, kind=kind)) == {frozenset((one, other)): why}


def test_a_name_of_two_kinds_is_asked_about():
    names = [local("Georgia", 1, kind="L"), local("Georgia", 2, kind="O")]
    assert [like.why for like in likely_same(names, [(0,), (1,)])] == ["same name, another kind"]


def test_what_was_answered_is_not_asked_again():
    names = [local("Rana Ahmed", 1, mentions=2), local("Ahmed", 3), local("R. Ahmed", 2)]
    groups = [(0, 1), (2,)]
    assert [(like.first, like.second) for like in likely_same(names, groups)] == [(0, 2)]
    assert likely_same(names, groups, apart=[(1, 2)]) == []


def test_the_likeliest_come_first_and_no_more_than_wanted():
    names = [local("Rana Ahmed", 1), local("R. Ahmed", 2), local("Ines Holt", 3), local("Ines", 4)]
    every = likely_same(names, link_folder(names))
    assert [like.why for like in every] == ["initial fits", "first name alone"]
    assert likely_same(names, link_folder(names), limit=1) == every[:1]


WORDS = "ana eva ruiz ruíz holt m. al-hadi hadi elhadi jr iii un us bank of ghana nations united mr mrs".split()
NAMES = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda words: " ".join(words).title()),
    st.sampled_from("POLNE"),
)


@st.composite
def folders(draw):
    names = draw(st.lists(NAMES, max_size=14, unique=True))
    found = []
    for name, kind in names:
        forms = draw(st.lists(st.sampled_from([other for other, _ in names]), max_size=2))
        documents = draw(st.sets(st.integers(0, 5), min_size=1, max_size=4))
        found.append(local(name, *documents, kind=kind, mentions=draw(st.integers(1, 9)), forms=forms))
    return found


@given(folders(), st.data())
def test_every_name_is_in_one_group_and_decisions_hold_in_any_order(names, data):
    numbers = st.integers(0, max(0, len(names) - 1))
    some = st.lists(st.tuples(numbers, numbers), max_size=4 if names else 0)
    same, apart = data.draw(some), data.draw(some)
    groups = link_folder(names, same, apart)
    assert sorted(index for group in groups for index in group) == list(range(len(names)))
    of = {index: group for group in groups for index in group}
    assert all(of[one] == of[other] for one, other in same)
    forced = {index: group for group in link_folder_by_hand(len(names), same) for index in group}
    assert all(of[one] != of[other] for one, other in apart if forced[one] != forced[other])

    order = data.draw(st.permutations(range(len(names))))
    at = {index: place for place, index in enumerate(order)}
    again = link_folder(
        [names[index] for index in order],
        [(at[one], at[other]) for one, other in same],
        [(at[one], at[other]) for one, other in apart],
    )
    assert sorted(tuple(sorted(order[place] for place in group)) for group in again) == groups
    for likeness in likely_same(names, groups, apart):
        assert of[likeness.first] != of[likeness.second]
        assert not any({of[one], of[other]} == {of[likeness.first], of[likeness.second]} for one, other in apart)


def link_folder_by_hand(count: int, same: list[tuple[int, int]]) -> list[set[int]]:
    groups = [{index} for index in range(count)]
    for one, other in same:
        parts = [group for group in groups if one in group or other in group]
        groups = [group for group in groups if group not in parts] + [set().union(*parts)]
    return groups


@pytest.mark.parametrize(
    "name",
    [
        lambda at: f"Smith{at} Smith",
        lambda at: f"Smith Smith{at}",
        lambda at: f"A{at}",
        lambda at: f"Ana {at % 7} {at % 11} Ruiz {at}",
        lambda at: "A" * (at % 300) + f" B{at}",
    ],
    ids=["one family", "one first name", "single words", "many parts", "long words"],
)
def test_a_folder_of_names_that_look_alike_takes_no_more_work(name):
    def work(count: int) -> int:
        names = [local(name(at), at % 5, at % 7 + 5, kind="PO"[at % 2]) for at in range(count)]
        return lines_run(lambda: likely_same(names, link_folder(names)))

    assert work(2_000) < 20 * work(250)
