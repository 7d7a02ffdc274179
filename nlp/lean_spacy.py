"""What the reader needs of spaCy, imported without spaCy's command line.

`import spacy` takes one function from its command line, and with it that whole part, a client for the web among it:
a quarter of a second of processor time in every process that reads. Here an empty module stands in for it meanwhile.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_COMMAND_LINE, _INFO = "spacy.cli", "spacy.cli.info"


@contextmanager
def _without_command_line() -> Iterator[None]:
    if "spacy" in sys.modules:  # somebody has imported all of it
        yield
        return
    stand_in = ModuleType(_INFO)
    stand_in.__dict__["info"] = None
    sys.modules |= {_COMMAND_LINE: ModuleType(_COMMAND_LINE), _INFO: stand_in}
    try:
        yield
    finally:
        # Whoever asks for the command line from now on gets the real one.
        del sys.modules[_COMMAND_LINE], sys.modules[_INFO]


with _without_command_line():
    from spacy.language import Language
    from spacy.strings import get_string_id
    from spacy.tokens import Doc
    from spacy.util import get_lang_class, registry
    from spacy.vocab import Vocab
    from thinc.api import NumpyOps

__all__ = ["Doc", "Language", "NumpyOps", "Vocab", "get_lang_class", "get_string_id", "registry"]
