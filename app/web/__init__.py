"""Pages: one file per noun, its forms and its views together.

A noun's module has `pages`, its blueprint; to add one, import it here and name it in `NOUNS`.
Where several nouns act on one page, it stands in a module of its own (`round_page`), as do its forms (`round_forms`).
"""

from typing import Any

from flask import Flask, request
from jinja2 import StrictUndefined

from app.db import db
from app.services.label import get_label
from app.web import (
    accounts,
    amending,
    arranging,
    attachments,
    blocks,
    care_labels,
    charts,
    checks,
    clusters,
    coding,
    correcting,
    counts,
    customer_mail,
    decisions,
    erasing,
    errors,
    exports,
    feedback,
    files,
    filters,
    form_door,
    garment_facts,
    garments,
    home,
    imports,
    inbox,
    label,
    languages,
    lines,
    links,
    marks,
    mishaps,
    my_account,
    notes,
    own_tags,
    packets,
    people,
    photos,
    pictures,
    piece_measures,
    plans,
    points_of_measure,
    public_links,
    receipts,
    releases,
    revisions,
    rounds,
    rules,
    samples,
    security,
    sending,
    sketching,
    tokens,
    uploads,
)

NOUNS = (
    home, mishaps, accounts, notes, inbox, coding, erasing, exports, garments, garment_facts, charts, blocks, imports,
    points_of_measure, clusters, decisions, correcting, arranging, revisions, lines, marks, samples, sending, files,
    rounds, releases, counts, plans, care_labels, piece_measures, rules, own_tags, label, people, tokens, my_account,
    links, feedback, receipts, amending, customer_mail, photos, pictures, packets, checks,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Attach the pages to the application."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.request_class = uploads.LimitedRequest
    attachments.init_attachments(app)
    security.init_security(app)
    languages.init_languages(app)
    errors.init_errors(app)
    filters.init_filters(app)
    sketching.init_sketching(app)
    form_door.init_form_door(app)
    public_links.init_public_links(app)
    app.context_processor(_describe_page)
    for noun in NOUNS:
        app.register_blueprint(noun.pages)


def _describe_page() -> dict[str, Any]:
    """What every page may say: the label's settings, the noun it is about, the look that was chosen."""
    look = request.cookies.get("look")
    return {
        "get_label": lambda: get_label(db.session),
        "noun": request.blueprint or "",
        "look": look if look in accounts.THEMES else "",
    }
