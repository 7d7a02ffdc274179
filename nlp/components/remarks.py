"""Notes the clauses that find fault or tell of a danger but gave no mention: what has no code yet."""

from nlp.components.edges import trim
from nlp.components.notes import DOUBTED, Claim, Notes
from nlp.components.steps import step


@step("toile_remarks")
def note_remarks(notes: Notes) -> None:
    """Keep where each of these clauses stands in the original."""
    ill = {claim.clause.number for claim in notes.claims if _means_ill(claim)}
    ill.update(clause.number for clause in notes.dangers)
    if not ill:
        return
    told = {claim.clause.number for claim in notes.claims if (claim.silent or claim.code) and claim.silent != DOUBTED}
    for clause in notes.clauses:
        if clause.number in ill and clause.number not in told:
            start, end = notes.place_in_source(*trim(notes, clause.start, clause.end))
            if not any(mention.start < end and start < mention.end for mention in notes.mentions):
                notes.remarks.append((start, end))


def _means_ill(claim: Claim) -> bool:
    """Whether it is a word of opinion that means ill; a measure alone ("on my short frame") says nothing."""
    judgement = claim.judgement
    return judgement is not None and judgement.value in ("good", "bad") and (judgement.value == "bad") != claim.negated
