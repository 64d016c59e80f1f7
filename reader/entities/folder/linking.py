"""Joins the names of a folder that are surely one entity, and leaves the others alone: a wrong join costs more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reader.entities.folder.bodies import join_bodies
from reader.entities.folder.joins import Joins
from reader.entities.folder.model import Local
from reader.entities.folder.names import Company, Names
from reader.entities.folder.people import join_full_names, join_lone_names, join_spellings
from reader.entities.names import bare


def link_folder(
    locals_: Sequence[Local], same: Iterable[tuple[int, int]] = (), apart: Iterable[tuple[int, int]] = ()
) -> list[tuple[int, ...]]:
    """Return groups of indexes into `locals_` that are one entity each; every index is in exactly one group.

    A person decided that the pairs in `same` are one entity and those in `apart` are not: the first are always together,
    the second never, unless the first leave no choice. The same names give the same groups, whatever their order.
    """
    order = sorted(range(len(locals_)), key=lambda index: _rank(locals_[index]))
    at = {index: number for number, index in enumerate(order)}
    names = Names(locals_, order)
    joins = Joins(
        len(order),
        [(at[one], at[other]) for one, other in same],
        [(at[one], at[other]) for one, other in apart],
    )
    _join_equal(names, joins)
    company = Company(names.joined(joins))
    join_full_names(names, joins, company)
    join_spellings(names, joins, company)
    join_bodies(names, joins, company)
    join_lone_names(names, joins, company)
    return sorted(tuple(sorted(order[number] for number in group)) for group in joins.groups())


def display_name(group: Iterable[Local]) -> str:
    """Return the name to show for names that are one entity: the fullest, of equally full ones the most used."""
    members = sorted(group, key=_rank)
    most = max((local.mentions for local in members), default=0)
    fit = [local for local in members if local.mentions * 10 >= most] or members
    if not fit:
        return ""
    if fit[0].kind == "nationality":
        return min((local.name for local in fit), key=len)
    return bare(max(fit, key=lambda local: (len(local.name.split()), not local.name.isupper(), local.mentions)).name)


def _rank(local: Local) -> tuple[int, str, str]:
    return -local.mentions, local.name, local.kind


def _join_equal(names: Names, joins: Joins) -> None:
    """Join names that differ in titles, articles, accents, hyphens, legal forms or a country's official name only."""
    first: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number in range(len(names.locals)):
        known = first[names.key(number)]
        # where a person keeps two of them apart, each goes with the first it may go with
        if not any(joins.join(other, number) for other in known[:8]):
            known.append(number)
