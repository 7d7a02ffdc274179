"""Whatever two parts are spoken of in one breath, each gets what is said of it and nothing else."""

import pytest

from nlp.tagging import Tagger
from tests.nlp.frames_of_two import CHOICES, misread


@pytest.mark.parametrize(
    "choice, frame",
    [
        ("all", "{TheA} {isA} too {faultA} and {theB} {isB} too {faultB}."),
        ("all", "{TheA} {isA} too {faultA} and {theB} too {faultB}."),
        ("all", "{TheA} {isA} too {faultA}, {theB} {isB} too {faultB}."),
        ("same", "{TheA} and {theB} are too {faultA}."),
        ("same", "Both {theA} and {theB} are too {faultA}."),
        ("same", "{TheA} and {B} are way too {faultA}."),
        ("same", "{TheA} {isA} too {faultA} and so {isB} {theB}."),
        ("same", "{TheA} {isA} {faultA}, {theB} even more so."),
        ("same", "{TheA} {isA} too {faultA}. Same with {theB}."),
        ("same", "{TheA} {isA} too {faultA}, likewise {theB}."),
        ("same", "{TheA} {isA} too {faultA}, same goes for {theB}."),
        ("same", "Not only {isA} {theA} too {faultA} but {theB} {isB} too."),
        ("placed", "Too {faultA} {atA}, too {faultB} {atB}."),
        ("placed", "Too {faultA} {atA} and too {faultB} {atB}."),
        ("placed", "It was too {faultA} {atA} and too {faultB} {atB}."),
        ("placed", "This is too {faultA} {atA} but {faultB} {atB}."),
        ("placed", "{faultA} {atA}, {faultB} {atB}."),
        ("placed", "A bit {faultA} {atA} and a bit {faultB} {atB}"),
        ("all", "{TheA} {isA} too {faultA} ({theB} {isB} too {faultB})."),
        ("all", "{TheA} {isA} too {faultA}; {theB} {isB} too {faultB}."),
        ("all", "Problems: {A} too {faultA}, {B} too {faultB}."),
        ("all", "Two problems: {theA} {isA} too {faultA} and {theB} {isB} too {faultB}."),
        ("all", "Problems: 1) {A} too {faultA} 2) {B} too {faultB}"),
        ("all", "{A} too {faultA}, {B} too {faultB}, returned"),
        ("all", "{A}: too {faultA}. {B}: too {faultB}."),
        ("all", "{TheA} {isA} too {faultA}. {TheB} {isB} also too {faultB}."),
        ("all", "Besides {theA} being too {faultA}, {theB} {isB} too {faultB}."),
        ("all", "{TheA} being too {faultA} and {theB} being too {faultB}, I returned it."),
        ("all", "The {kind} is lovely but {theA} {isA} too {faultA} and {theB} {isB} too {faultB}."),
        ("fit", "Neither {theA} nor {theB} fit, {theA} {isA} too {faultA} and {theB} too {faultB}."),
        ("all", "{TheA} {needA} to be {wishedA}, {theB} {wishedB}."),
        ("all", "{TheA} {isA} too {faultA} on me and {theB} {isB} too {faultB} for me."),
        ("all", "{TheA} too {faultA}, {theB} too {faultB}, sadly."),
        ("all", "{TheA} {wasA} {faultA}, plus {theB} {wasB} way too {faultB}"),
        ("all", "{TheA} {isA} too {faultA} which is a shame, and {theB} {isB} too {faultB}."),
        ("placed", "Runs {faultA} {atA} and {faultB} {atB}."),
        ("same", "{TheA} {isA} too {faultA}, and {theB} too."),
        ("same", "{TheA} {isA} too {faultA}. So {isB} {theB}."),
        ("same", "{TheA} as well as {theB} are too {faultA}."),
        ("same", "{TheA} {isA} too {faultA}, ditto {theB}."),
        ("same", "{TheA}, {theB} - all too {faultA}."),
        ("all", "I found {theA} too {faultA} and {theB} too {faultB}."),
        ("all", "I found {theA} to be too {faultA} and {theB} to be a bit {faultB}."),
        ("all", "I like it but {theA} {isA} a bit {faultA} and {theB} a bit too {faultB}."),
        ("all", "{TheA} {isA} far too {faultA} and {theB} {isB} slightly {faultB}."),
        ("all", "{TheA} {isA} way too {faultA}. Also {theB} {isB} a little {faultB}."),
        ("all", "With {theA} this {faultA} and {theB} this {faultB} I can't wear it."),
        ("all", "{TheA} {wasA} too {faultA} so I tried another one and {theB} {wasB} too {faultB}."),
        ("all", "{TheA} {isA} so {faultA} and {theB} so {faultB}."),
        ("all", "{TheA} {isA} way too {faultA}, {theB} way too {faultB}."),
        ("all", "In this {kind} {theA} {isA} too {faultA}, and {theB} {isB} a bit {faultB}."),
        ("all", "Returned: {A} too {faultA}, {B} too {faultB}."),
        ("all", "Two things: {theA} {isA} too {faultA}, and {theB} {isB} too {faultB}."),
        ("placed", "{atA} it is too {faultA}, {atB} it is too {faultB}."),
        ("placed", "Really {faultA} {atA} and really {faultB} {atB}."),
        ("placed", "It's {faultA} {atA} and it's {faultB} {atB}."),
        ("placed", "The {kind} is too {faultA} {atA} and also {faultB} {atB}."),
        ("all", "Loved the look but {theA} {wasA} way too {faultA} and {theB} {wasB} kind of {faultB}."),
        ("all", "{TheA} {isA} quite {faultA} and {theB} rather {faultB}."),
        ("all", "I had to return this, {theA} {wasA} so {faultA} and {theB} {wasB} so {faultB}!"),
        ("all", "Bit disappointed. {TheA} {isA} too {faultA}. {TheB} {isB} too {faultB}."),
        ("placed", "Super {faultA} {atA} and a little {faultB} {atB}."),
        ("placed", "A little too {faultA} {atA} for me and a little too {faultB} {atB} too."),
        ("placed", "Very {faultA} {atA} and very {faultB} {atB} on me."),
        ("all", "My issue is that {theA} {isA} too {faultA} and {theB} {isB} a bit {faultB}."),
        ("all", "Main problem is {theA} {isA} too {faultA}. Also {theB} {isB} {faultB}."),
        ("all", "{TheA}: too {faultA}; {theB}: too {faultB}."),
        ("all", "* {A} too {faultA}\n* {B} too {faultB}"),
        ("all", "pros: pretty. cons: {A} too {faultA}, {B} too {faultB}"),
        ("all", "{TheA} {wasA} too {faultA} AND {theB} {wasB} too {faultB}!!"),
        ("all", "I usually like this brand but {theA} {isA} too {faultA} and {theB} {isB} too {faultB}."),
        ("all", "{TheA} {isA} too {faultA}... {theB} {isB} too {faultB}..."),
        ("all", "The {kind}: {theA} {isA} too {faultA}, {theB} {isB} too {faultB}, would not buy again."),
        ("all", "{TheA} {wasA} {faultA}, {theB} {wasB} {faultB}."),
    ],
)
def test_both_are_at_fault(tagger: Tagger, choice: str, frame: str) -> None:
    assert misread(tagger, frame, "A B", CHOICES[choice]) == []


@pytest.mark.parametrize(
    "choice, wanted, frame",
    [
        ("all", "A B size.overall/ok?", "The {kind} fits but {theA} {isA} too {faultA} and {theB} {isB} too {faultB}."),
        ("all", "A B color.look/ok", "{TheA} {isA} too {faultA}, {theB} {isB} too {faultB} and the colour is lovely."),
    ],
)
def test_both_are_at_fault_beside_praise_of_something_else(
    tagger: Tagger, choice: str, wanted: str, frame: str
) -> None:
    assert misread(tagger, frame, wanted, CHOICES[choice]) == []


@pytest.mark.parametrize(
    "choice, wanted, frame",
    [
        ("all", "A", "Everything is perfect apart from {theA}, which {isA} too {faultA}."),
        ("all", "A size.overall/ok?", "It fits great everywhere except {theA}: too {faultA}."),
        ("all", "A size.overall/ok?", "True to size except {theA} which {isA} too {faultA}."),
        ("all", "A okA?", "{TheA}, which I love, {isA} too {faultA}."),
        ("all", "A size.overall/ok?", "It fits but {theA} {isA} too {faultA}."),
        ("all", "A size.overall/ok?", "The {kind} fits but {theA} {isA} too {faultA}."),
        ("all", "A okB?", "There is nothing wrong with {theB}, but {theA} {isA} too {faultA}."),
        ("all", "A", "{TheA} {isA} too {faultA}, otherwise it is nice."),
        ("same", "A", "{TheA} {isA} too {faultA} but {theB} {isB} not."),
        ("same", "A", "{TheA} {isA} too {faultA}, not {theB}."),
        ("all", "A", "On my broad shoulders {theA} {isA} too {faultA}."),
        ("all", "A", "I have a big bust and {theA} {isA} too {faultA}."),
        ("all", "A", "I am short with wide hips and {theA} {isA} too {faultA}."),
        ("all", "A", "{TheA} {isA} too {faultA} for my small frame."),
        ("all", "A", "{TheA} of this {kind} {isA} too {faultA}."),
        ("placed", "A size.overall/ok?", "It is true to size except {atA}, too {faultA}."),
        ("placed", "A size.overall/ok?", "True to size but a bit {faultA} {atA}."),
        ("fit", "A size.overall/ok?", "Overall fits nicely, {theA} {isA} just a bit too {faultA}."),
        ("all", "A okB?", "{TheA} {isA} too {faultA}. {TheB} {isB} fine."),
        ("all", "A okB?", "{TheA} {isA} too {faultA} but {theB} {isB} perfect."),
        ("all", "A okB?", "{TheA} {isA} too {faultA}, {theB} {isB} good though."),
        ("all", "A okB?", "Other than {theA} being too {faultA}, {theB} {isB} perfect."),
        ("all", "A", "Only {theA} {isA} too {faultA}."),
        ("all", "A", "My only issue is {theA} being too {faultA}."),
        ("all", "A", "The only negative is that {theA} {isA} a bit too {faultA}."),
        ("all", "A", "Shame {theA} {isA} so {faultA}."),
        ("all", "A", "I'm 5'4 and {theA} {isA} too {faultA} on me."),
        ("all", "A", "I'm a size 10 with a large bust and {theA} {isA} way too {faultA}."),
        ("all", "A", "I have narrow shoulders and {theA} {isA} a bit too {faultA}."),
        ("all", "A", "{TheA} {isA} too {faultA} because I have a short torso."),
        ("all", "A okB?", "{TheA} {wasA} {faultA}. {TheB} {wasB} okay."),
    ],
)
def test_one_is_at_fault(tagger: Tagger, choice: str, wanted: str, frame: str) -> None:
    assert misread(tagger, frame, wanted, CHOICES[choice]) == []


@pytest.mark.parametrize(
    "choice, wanted, frame",
    [
        ("all", "okA? B", "{TheA} {isA} fine, it is {theB} that {isB} too {faultB}."),
        ("placed", "okA? B", "Fits well {atA} but is too {faultB} {atB}."),
        ("placed", "okA? B", "Perfect {atA}, too {faultB} {atB}."),
        ("all", "okA? B", "{TheA} {isA} perfect but {theB}? Way too {faultB}."),
        ("fit", "okA? B", "{TheA} {fitA} great but {theB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} just right, {theB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} perfect while {theB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} perfect whereas {theB} {isB} too {faultB}."),
        ("all", "okB? A", "While {theB} {isB} perfect, {theA} {isA} too {faultA}."),
        ("fit", "okB? A", "{TheA} {isA} too {faultA} although {theB} {fitB} perfectly."),
        ("fit", "okA? B", "Although {theA} {fitA} perfectly, {theB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} not the problem, {theB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} perfect, only {theB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} perfect. As for {theB}, {itB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} perfect. As for {theB}, way too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} lovely. The only problem is {theB}, {itB} {isB} too {faultB}."),
        ("all", "okA? B", "{TheA} {isA} great. My one complaint is {theB}, far too {faultB}."),
        ("all", "B okA?", "I love {theA} but {theB} {isB} too {faultB}."),
        ("all", "B okA?", "{TheA} {isA} pretty. {TheB} {isB} too {faultB} though."),
        ("all", "okA? B", "{TheA} {isA} not too {faultA} but {theB} {isB} too {faultB}."),
        ("all", "okB? A", "Nice {B} but {theA} {isA} too {faultA}."),
        ("all", "okB? A", "Nice {B}. {TheA} though... too {faultA}."),
        ("all", "okA? B", "{TheA} {isA} nice. Not a fan of {theB} - too {faultB}."),
        ("all", "B okA?", "I don't mind {theA} but {theB} {isB} too {faultB}."),
        ("placed", "okA? B", "Fine {atA} but too {faultB} {atB}."),
        ("placed", "okA? B size.overall/ok?", "It fits {atA} but it is too {faultB} {atB}."),
        ("placed", "okA? B size.overall/ok?", "Fits fine {atA}, just too {faultB} {atB}."),
        ("placed", "okA? B size.overall/ok?", "It fits well {atA} but {theB} {isB} too {faultB}."),
        ("placed", "okA? B", "{TheB} {isB} too {faultB} but it fits fine {atA}."),
    ],
)
def test_one_is_at_fault_beside_one_that_is_not(tagger: Tagger, choice: str, wanted: str, frame: str) -> None:
    assert misread(tagger, frame, wanted, CHOICES[choice]) == []


@pytest.mark.parametrize(
    "choice, wanted, frame",
    [
        ("same", "okA? okB?", "Neither {theA} nor {theB} {isB} too {faultA}."),
        ("all", "okA? okB?", "{TheA} {isA}n't too {faultA} and {theB} {isB}n't too {faultB}."),
        ("all", "", "If {theA} {wasA} too {faultA} or {theB} {wasB} too {faultB} I would return it."),
    ],
)
def test_neither_is_at_fault(tagger: Tagger, choice: str, wanted: str, frame: str) -> None:
    assert misread(tagger, frame, wanted, CHOICES[choice]) == []
