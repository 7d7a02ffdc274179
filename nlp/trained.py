"""The trained reader: how sure a clause's words make it of each issue code, learnt from labelled sentences.

spaCy's bag of n-grams (the model of `textcat_multilabel`), kept as one small file: what is learnt, not how.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.ml.models.textcat import build_bow_text_classifier_v3
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from nlp.taxonomy import IssueCode

Matrix = NDArray[np.float32]

MODEL = Path(__file__).parent / "model" / "en.npz"
"""What `toile nlp train` learns from `nlp/corpus`."""

NGRAMS = 2
LENGTH = 2**13
"""Rows of weights that the n-grams share by their hash: 3 MB unpacked."""
RARE = "?"
"""Stands for every word that the training met too seldom."""


class TrainedReader:
    """Codes, the words it knows, and the weights of their n-grams; two with the same version read the same."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with np.load(BytesIO(content)) as kept:
            self.codes = tuple(IssueCode(code) for code in kept["codes"].tolist())
            self.words = frozenset(kept["words"].tolist())
            self._model = build_model(len(self.codes) + 1)
            if kept["weights"].shape != (len(self.codes) + 1, LENGTH):
                raise ValueError("The model is of another size.")
            linear = self._model.get_ref("output_layer")
            linear.set_param("W", kept["weights"].astype("float32").ravel())
            linear.set_param("b", kept["biases"])
        self.version = sha256(content).hexdigest()[:12]
        self._vocab = make_vocab()
        aspects = [code.aspect for code in self.codes]
        self._same_aspect = np.array([[one == other for other in aspects] for one in aspects], dtype="float32")

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to another process as what is kept of it."""
        return TrainedReader, (self._content,)

    def save(self, path: Path) -> None:
        """Keep it in a file."""
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(self._content)
        unfinished.replace(path)  # whoever reads it meanwhile finds the old one or the new one, never half of it

    def scores(self, clauses: Sequence[Sequence[str]]) -> Matrix:
        """How sure it is of each code (columns) in each clause (rows), given as the keys of its words.

        Whoever hesitates between the two ends of one aspect is sure of neither: a label counts by its share of the
        aspect. The last thing that is learnt is silence: the surer of it, the less sure of all else.
        """
        docs = [make_doc(self._vocab, keys, self.words) for keys in clauses]
        sure: Matrix = 1 / (1 + np.exp(-self._model.predict(docs)))
        sure, silence = sure[:, :-1], sure[:, -1:]
        shares: Matrix = sure / np.maximum(sure @ self._same_aspect, 1e-9)
        return sure * shares * (1 - silence)

    def weightiest(self, keys: Sequence[str], code: IssueCode, limit: int = 3) -> list[int]:
        """Places of the words without which it would be least sure of the code, in their order."""
        without = [[*keys[:at], RARE, *keys[at + 1 :]] for at in range(len(keys))]
        column = self.codes.index(code)
        losses = self.scores([keys])[0, column] - self.scores(without)[:, column]
        return sorted(int(at) for at in np.argsort(-losses, kind="stable")[:limit] if losses[at] > 0)


def build_model(codes: int) -> Model[Any, Any]:
    """The untrained model, whose scores are not yet squeezed between 0 and 1."""
    return build_bow_text_classifier_v3(
        exclusive_classes=False, ngram_size=NGRAMS, no_output_layer=True, length=LENGTH, nO=codes
    )


def make_vocab() -> Vocab:
    """A vocabulary that computes no features of words: none are read."""
    vocab = Vocab()
    vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    return vocab


def make_doc(vocab: Vocab, keys: Iterable[str], known: frozenset[str]) -> Doc:
    """A clause as it is learnt and read: its bounds marked, rare words all alike."""
    return Doc(vocab, words=["<", *(key if key in known else RARE for key in keys), ">"])


def pack(codes: Sequence[IssueCode], words: Iterable[str], weights: Matrix, biases: Matrix) -> TrainedReader:
    """The reader that was learnt; half the digits of a weight say as much."""
    buffer = BytesIO()
    np.savez_compressed(
        buffer, codes=np.array(codes), words=np.array(sorted(words)), weights=weights.astype("float16"), biases=biases
    )
    return TrainedReader(buffer.getvalue())


@cache
def load_trained(path: Path = MODEL) -> TrainedReader:
    """The reader of a file, read once."""
    return TrainedReader(path.read_bytes())
