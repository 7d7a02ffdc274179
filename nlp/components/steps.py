"""Makes a function of a comment's notes a registered component of spaCy's pipeline."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from nlp.components.notes import Notes, notes_of
from nlp.lean_spacy import Doc, Language

Read = TypeVar("Read", bound=Callable[..., None])


class Step:
    """A component that adds its lines to the notes of a document, or of many comments at once without documents.

    Of many comments nobody needs the documents, and to make and pass them on would cost a fortieth of reading.
    """

    def __init__(self, read: Callable[[Sequence[Notes]], None]) -> None:
        self.read = read

    def __call__(self, doc: Doc) -> Doc:
        """Read one comment."""
        self.read([notes_of(doc)])
        return doc


def step(name: str) -> Callable[[Read], Read]:
    """Registers a function that reads the notes of one comment."""

    def register(read: Read) -> Read:
        def read_each(comments: Sequence[Notes]) -> None:
            for notes in comments:
                read(notes)

        Language.component(name, func=Step(read_each))
        return read

    return register


def step_for_many(name: str) -> Callable[[Read], Read]:
    """Registers a function that reads the notes of many comments, which is quicker than one after the other."""

    def register(read: Read) -> Read:
        Language.component(name, func=Step(read))
        return read

    return register
