"""Names in the text: whose a mention is in the folder, its page, the desk for the mention under the cursor."""

import sqlite3
from dataclasses import replace
from typing import Final

from textual import on, work
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.app.jumps import Left, Place
from reader.app.keys import with_keys
from reader.app.page import PageState
from reader.app.screens.dating import Dating
from reader.app.screens.desk import Desk, Named, named_of
from reader.app.screens.pick import pick_kind
from reader.app.session import Session
from reader.app.widgets.pane_filter import PaneFilter
from reader.corpus import Directory, EntityMentions, Found
from reader.notebook import EntityName
from reader.text.mention import ENTITY_KINDS, Mention
from reader.text.safety import safe_line
from reader.text.words import word_at

_NO_NAMES: Final = " No names found. {always_mark} on a word or a selection makes it a name."


class Naming(Dating, Desk):
    """The part of the reading screen that knows who is who."""

    def __init__(self, session: Session) -> None:
        """Start with what the document's own names say."""
        super().__init__(session)
        self._drawn_with: Directory | None = None

    # -- names of the folder

    def show_found(self, found: Found) -> None:
        """Show who and when at once, and by the names of the folder as soon as those are worked out."""
        self._drawn_with = self.session.known
        super().show_found(found)
        self.learn_names()

    def learn_names(self) -> None:
        """Work out who is who in the folder."""
        self._learn()

    @work(thread=True, exclusive=True, group="who")
    def _learn(self) -> None:
        try:
            known = self.session.who_is_who()
        except sqlite3.Error:
            return  # the program is being closed, or it has been said already that the index is broken
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._learned, known)

    def _learned(self, known: Directory) -> None:
        if known is not self._drawn_with and self.document is not None:
            self._drawn_with = known
            super().show_found(self.found)

    # -- the desk

    def at_hand(self) -> list[Named]:
        """Return the entity of the row that has the keys, or else of the mention under the cursor."""
        entities = self.rows("entities")
        if entities.has_focus and entities.key in self.mentions.entities:
            return [self._named(self.mentions.entities[entities.key], None)]
        here = [item for item in self.mentions.at(self.view.cursor) if item.pane == "entities"]
        if not here:
            return []
        item = min(here, key=lambda item: item.mention.end - item.mention.start)
        return [self._named(self.mentions.entities[item.key], item.mention)]

    def _named(self, entity: EntityMentions, mention: Mention | None) -> Named:
        known = self.session.known.get(entity.key) if self.session.known and entity.key else None
        own = self.document.name if self.document else ""
        written = (entity.name, *(each.text for each in entity.mentions))
        named = (
            named_of(known)
            if known
            else Named(entity.name, entity.kind, self._own_names(entity), tuple(dict.fromkeys(written)), (own,))
        )
        return replace(named, form=mention.text, document=own) if mention else named

    def _own_names(self, entity: EntityMentions) -> tuple[EntityName, ...]:
        places = {(mention.start, mention.end) for mention in entity.mentions}
        own = [
            (each.kind, each.name)
            for each in self.found.entities
            if any((mention.start, mention.end) in places for mention in each.mentions)
        ]
        return tuple(own) or ((entity.kind, entity.name),)

    def say_decided(self, message: str, *, is_wrong: bool = False) -> None:
        """Say what happened."""
        self.tell(message, "error" if is_wrong else "information")

    def show_decided(self) -> None:
        """Draw the names anew."""
        self.show_found(self.found)

    def after_undo(self, kind: str) -> None:
        """Show what came back."""
        super().after_undo(kind)
        if kind == "entity":
            self.show_decided()

    def action_always_mark(self) -> None:
        """Ask what the selection, or the word under the cursor, names, and mark it in every document."""
        view = self.view
        is_word = view.selecting_from is None
        start, end = word_at(view.text, view.cursor) if is_word else view.selection_span
        phrase = " ".join(safe_line(view.text[start:end]).split())
        if not any(character.isalnum() for character in phrase):
            self.tell(with_keys("nothing to mark here: {toggle_select} selects a name first"))
            return

        def keep(answer: int | None) -> None:
            if answer is not None:
                kind = ENTITY_KINDS[answer]
                view.selecting_from = None
                self.decide("add", (), f"“{phrase}” is marked everywhere as {kind}", to=phrase, kind=kind)

        self.app.push_screen(pick_kind(f"Mark “{phrase}” in every document as"), keep)

    # -- pages

    def action_who(self) -> None:
        """Open the page of what is at hand, or the list of everyone and everything."""
        named = self.at_hand()
        if named:
            from reader.app.screens.entity import EntityScreen  # noqa: PLC0415 (loads when it is first needed)

            kind, name = named[0].names[0]
            self.app.push_screen(EntityScreen(self.session, f"{kind}:{name}"), self._left_page)
        else:
            from reader.app.screens.who import WhoScreen  # noqa: PLC0415 (loads when it is first needed)

            self.app.push_screen(WhoScreen(self.session), self._left_page)

    def _left_page(self, opened: object | None) -> None:
        from reader.app.screens.entity import Opened  # noqa: PLC0415 (loads with the page)

        self.draw_marks()
        self.show_found(self.found)  # something may have been decided there
        if isinstance(opened, Opened):
            self.leave_here(page=opened.page)
            self.open(opened.document, opened.offset)

    def back_to(self, place: Place, page: Left | None) -> None:
        """Go back to a place, and to the page that lay over it."""
        self.open(*place)
        if isinstance(page, PageState):
            from reader.app.screens.entity import EntityScreen  # noqa: PLC0415 (loads when it is first needed)

            self.app.push_screen(EntityScreen(self.session, page), self._left_page)

    # -- the filters of the lists

    def action_filter_names(self) -> None:
        """Show a line over the names, or over the documents where they have the keys; what is typed there filters them."""
        if self.rows("documents").has_focus:
            self.filter_documents()
            return
        self.show_pane("entities")
        self.query_one("#names-filter", PaneFilter).open()

    @on(Input.Changed, "#names-filter")
    def draw_names(self) -> None:
        """Show the names that the filter lets through."""
        typed = self.query_one("#names-filter", PaneFilter).value
        rows = self.rows("entities")
        rows.empty = f" No name with “{safe_line(typed.strip())}”." if typed.strip() else with_keys(_NO_NAMES)
        rows.show(self.mentions.rows_matching(typed))

    def end_filter(self) -> bool:
        """End the filters, and return whether there was one."""
        were_open = [line.close() for line in self.query(PaneFilter)]
        return any(were_open)

    def filter_documents(self) -> None:
        """Show a line over the documents."""
        raise NotImplementedError

    def show_pane(self, pane: str) -> None:
        """Show a list of the sidebar."""
        raise NotImplementedError
