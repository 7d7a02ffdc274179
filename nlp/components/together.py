"""A step that reads many comments at once, where that is quicker than one after the other."""

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc

from nlp.components.notes import Notes, notes_of


class Together:
    """The step that hands the notes of comments that go through it together to one function."""

    def __init__(self, read: Callable[[list[Notes]], None]) -> None:
        self._read = read

    def __call__(self, doc: Doc) -> Doc:
        """Read one comment."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 50) -> Iterator[Doc]:
        """Read comments, all with the same trained reader."""
        docs = list(docs)
        self._read([notes_of(doc) for doc in docs])
        yield from docs
