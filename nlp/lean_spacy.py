"""What the reader needs of spaCy, imported without what spaCy takes in besides.

`import spacy` takes one function from its command line, and with it that whole part, a client for the web among it: a
quarter of a second of processor time in every process that reads. Its own components and the models that they are made
of take a fifth of the rest, the checks of configurations nearly a tenth. Here empty modules stand in for the command
line and the components while spaCy is imported and a pipeline is made, and pydantic makes a check when it is first
asked for. Whoever asks for one of them at another time gets the real one.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Lock
from types import ModuleType
from typing import Any

from pydantic import BaseModel, ConfigDict

from nlp.collecting import making_what_stays


def _english_lemmatizer(*args: Any, **named: Any) -> Any:
    from spacy.lang.en.lemmatizer import EnglishLemmatizer

    return EnglishLemmatizer(*args, **named)


_SPACY = find_spec("spacy")
_FOLDERS = _SPACY.submodule_search_locations if _SPACY is not None else None
_COMPONENTS: dict[str, dict[str, Any]] = {
    # A few parts of them are needed all the same, and looked for where they lie.
    "spacy.pipeline": {"__path__": [f"{folder}/pipeline" for folder in _FOLDERS or ()]},
    "spacy.pipeline.factories": {"register_factories": lambda: None},
}
_REST: dict[str, dict[str, Any]] = {
    "spacy.cli": {},
    "spacy.cli.info": {"info": None},
    "spacy.lang.en.lemmatizer": {"EnglishLemmatizer": _english_lemmatizer},
}


@contextmanager
def standing_in(modules: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Meanwhile empty modules with these names, or with no more than this, stand for those that nobody has imported."""
    added = {name: ModuleType(name) for name in modules if name not in sys.modules}
    for name, module in added.items():
        vars(module).update(modules[name])
    sys.modules |= added
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                vars(sys.modules[parent]).pop(child, None)


@contextmanager
def _checking_later() -> Iterator[None]:
    config = BaseModel.model_config
    BaseModel.model_config = ConfigDict(defer_build=True)
    try:
        yield
    finally:
        BaseModel.model_config = config


# If somebody has imported all of spaCy, there is nothing left to spare.
with making_what_stays(), standing_in({} if "spacy" in sys.modules else _COMPONENTS | _REST), _checking_later():
    from spacy import registrations
    from spacy.lang.en import English
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.util import get_lang_class as _class_of
    from spacy.util import registry
    from spacy.vocab import Vocab
    from thinc.api import NumpyOps


_alone = Lock()


@contextmanager
def our_components_alone() -> Iterator[None]:
    """Meanwhile a pipeline is made without those of spaCy, all of which it would import and register.

    One thread after the other: each puts back what it found, and would find what another had put there.
    """
    with _alone:
        was_done = registrations.REGISTRY_POPULATED
        registrations.REGISTRY_POPULATED = True
        try:
            with standing_in(_COMPONENTS):
                yield
        finally:
            registrations.REGISTRY_POPULATED = was_done


def get_lang_class(language: str) -> type[Language]:
    """spaCy's class for a language."""
    return English if language == English.lang else _class_of(language)


__all__ = [
    "Doc",
    "Language",
    "NumpyOps",
    "Vocab",
    "get_lang_class",
    "our_components_alone",
    "registry",
]
