"""The entity desk: one key to merge, split, rename, retype or reject what is at hand, wherever that is."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.screen import Screen

from reader.app.actions import Scope
from reader.app.keys import key_for, with_keys
from reader.app.screens.ask import AskScreen
from reader.app.screens.base import UNDONE
from reader.app.screens.performing import perform
from reader.app.screens.pick import PickScreen, pick_kind
from reader.app.session import Session
from reader.app.widgets.mark_list import MarkList
from reader.app.widgets.parts import Part
from reader.corpus import FolderEntity
from reader.notebook import EntityAction, EntityName, NotebookError
from reader.text.mention import ENTITY_KINDS, EntityKind


@dataclass(frozen=True, slots=True)
class Named:
    """An entity at hand: what a decision is about."""

    name: str
    kind: EntityKind
    names: tuple[EntityName, ...]
    """What the finders call it; decisions are about these."""

    forms: tuple[str, ...] = ()
    """Every way in which it is written."""

    documents: tuple[str, ...] = ()
    """Paths of the documents that mention it."""

    form: str = ""
    """How the mention at hand is written, if one is."""

    document: str = ""
    """Path of the document with that mention."""

    is_rejected: bool = False


def named_of(entity: FolderEntity) -> Named:
    """Return an entity of the folder as something to decide about."""
    forms = tuple(dict.fromkeys((entity.name, *entity.aliases)))
    return Named(entity.name, entity.kind, entity.names, forms, entity.documents)


class Desk(Screen[Any]):
    """The part of a screen that decides who is who."""

    session: Session

    scopes: ClassVar[tuple[Scope, ...]] = ()
    """Whose actions work here and are offered in the palette."""

    def at_hand(self) -> list[Named]:
        """Return the entities that are marked, or else the one that the cursor is on, if any."""
        raise NotImplementedError

    def say_decided(self, message: str, *, is_wrong: bool = False) -> None:
        """Say what happened."""
        raise NotImplementedError

    def show_decided(self) -> None:
        """Draw anew what a decision changed."""
        raise NotImplementedError

    def decide(
        self,
        action: EntityAction,
        names: tuple[EntityName, ...],
        said: str,
        *,
        to: str = "",
        kind: EntityKind | None = None,
        form: str = "",
        document: str = "",
    ) -> bool:
        """Write a decision down and show what it changes; if it cannot be written, say so and change nothing."""
        try:
            self.session.notebook.decide_entities(action, names, to=to, kind=kind, form=form, document=document)
        except (NotebookError, ValueError) as error:
            self.say_decided(str(error), is_wrong=True)
            return False
        self.show_decided()
        self.say_decided(f"{said}; {key_for('undo')} takes it back")
        return True

    def _one(self) -> Named | None:
        """Return what is at hand if it is one entity, or say why there is none."""
        named = self.at_hand()
        if len(named) == 1:
            return named[0]
        self.say_decided(
            "this is done with one name at a time"
            if named
            else with_keys("no name here: {next_mention} goes to the next mention")
        )
        return None

    def action_reject(self) -> None:
        """Say that what is at hand is no entity; what was said so before is one after all."""
        named = self.at_hand()
        if not named:
            self.say_decided(with_keys("no name here: {next_mention} goes to the next mention"))
            return
        names = tuple(name for item in named for name in item.names)
        is_back = all(item.is_rejected for item in named)
        action: EntityAction = "keep" if is_back else "reject"
        self.decide(action, names, f"{_listed(named)} {_are(named)} {'names again' if is_back else 'no entity'}")

    def action_rename(self) -> None:
        """Ask how the entity is called."""
        if (named := self._one()) is None:
            return

        def keep(answer: str | None) -> None:
            if answer and answer != named.name:
                self.decide("rename", named.names, f"“{named.name}” is called “{answer}”", to=answer)

        hint = "enter keeps · esc cancels · shown everywhere by this name; the texts stay as they are"
        self.app.push_screen(AskScreen(f"How is “{named.name}” called?", named.name, hint, _check_name), keep)

    def action_retype(self) -> None:
        """Ask of which kind the entity is."""
        if not (named := self.at_hand()):
            self.say_decided(with_keys("no name here: {next_mention} goes to the next mention"))
            return
        names = tuple(name for item in named for name in item.names)

        def keep(answer: int | None) -> None:
            if answer is not None:
                kind = ENTITY_KINDS[answer]
                self.decide("retype", names, f"{_listed(named)} {_are(named)} of the kind {kind}", kind=kind)

        self.app.push_screen(pick_kind(f"What is {_listed(named)}?", named[0].kind), keep)

    def action_merge(self) -> None:
        """Make one of the marked names, or ask with which name the one at hand is one."""
        named = self.at_hand()
        if len(named) > 1:
            self.merge(named)
        elif (one := self._one()) is not None:
            from reader.app.screens.who import WhoScreen  # noqa: PLC0415 (it has a desk of its own)

            def keep(other: object) -> None:
                if isinstance(other, Named):
                    self.merge([one, other])

            self.app.push_screen(WhoScreen(self.session, one_with=one), keep)

    def merge(self, named: list[Named]) -> bool:
        """Say that several names are one entity."""
        names = tuple(name for item in named for name in item.names)
        return self.decide("same", names, f"{_listed(named)} are one")

    def action_split(self) -> None:
        """Say, or ask, which mentions are of somebody or something else; where only one answer makes sense, it holds."""
        if (named := self._one()) is None:
            return
        forms = (named.form,) if named.form else tuple(form for form in named.forms if form != named.name)
        places = [(form, "") for form in forms if len(named.forms) > 1]
        if named.form and len(named.documents) > 1:
            places.append((named.form, named.document))

        def keep(answer: int | None) -> None:
            if answer is not None:
                self._split(named, *places[answer])

        if not places:
            self.say_decided(f"“{named.name}” is written in one way only, so nothing can be split off")
        elif len(places) == 1:
            keep(0)
        else:
            question = f"Which mentions are not of {named.name}?"
            self.app.push_screen(PickScreen(question, [_place(named, *place) for place in places]), keep)

    def _split(self, named: Named, form: str, document: str = "") -> None:
        said = f"“{form}” is a name of its own{' here' if document else ''}"
        self.decide("split", named.names, said, form=form, document=document)

    def action_likely(self) -> None:
        """Go through the names that may be one."""
        from reader.app.screens.likely import LikelyScreen  # noqa: PLC0415 (loads when it is first needed)

        def back(_nothing: None) -> None:
            self.show_decided()

        self.app.push_screen(LikelyScreen(self.session), back)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer or the palette."""
        await perform(self, self.scopes, action_id, marking=self.query_one(MarkList))

    def action_undo(self) -> None:
        """Take the last change back."""
        self.undo()

    def undo(self) -> str:
        """Take the last change back and return what it was, or an empty string."""
        try:
            undone = self.session.notebook.undo()
        except NotebookError as error:
            self.say_decided(str(error), is_wrong=True)
            return ""
        self.show_decided()
        self.say_decided(UNDONE.get(undone, "nothing to undo"))
        return undone


def _place(named: Named, form: str, document: str) -> list[Part]:
    where = f"  in {document}" if document else "  in every document" if named.form else ""
    return [(f"“{form}”", named.kind), (where, "quiet")]


def _check_name(answer: str) -> str:
    return "" if any(character.isalnum() for character in answer) else "A name has at least one letter or digit."


def _listed(named: list[Named]) -> str:
    names = [f"“{item.name}”" for item in named]
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _are(named: list[Named]) -> str:
    return "are" if len(named) > 1 else "is"
