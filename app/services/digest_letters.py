"""The weekly digest as a mail: words for everybody, and the same in plain HTML with links."""

from email.message import EmailMessage
from html import escape

from sqlalchemy.orm import Session

from app.models import Digest
from app.services import people
from app.services.digest_words import Section, Told, tell
from app.services.letters import Sending, plain, write_message

INK, SOFT, BLUE = "#20242c", "#57534a", "#1d4b87"
SERIF = "Palatino,'Palatino Linotype',Georgia,serif"


def write_digest(session: Session, sending: Sending, digest: Digest, *, address: str) -> EmailMessage:
    """Return the mail that brings a digest."""
    user = people.get_person(session, digest.user_id)
    told = tell(session, digest, user)
    return write_message(
        sending, to=address, subject=f"{sending.house}: {say_subject(told)}", text=write_text(told, sending, user.name),
        html=write_html(told, sending, user.name),
    )  # fmt: skip


def say_subject(told: Told) -> str:
    """Return "3 things need you, 2 things are new"."""
    needs, news = sum(len(each.lines) for each in told.needs), len(told.news.lines)
    asked = f"{_things(needs)} need{'s' if needs == 1 else ''} you, " if needs else ""
    return f"{asked}{_things(news)} {'is' if news == 1 else 'are'} new"


def write_text(told: Told, sending: Sending, name: str) -> str:
    """Return the digest in words."""
    parts = [f"Hello {plain(name)},"]
    if told.needs:
        parts.append("What needs you\n" + "\n\n".join(_section_text(each) for each in told.needs))
    if told.news.lines:
        parts.append(_section_text(told.news))
    parts.append(f"All of it: {sending.url}/")
    parts.append(f"No digest any more? Say so in your account: {sending.url}/account\n\n{sending.house}\n")
    return "\n\n".join(parts)


def write_html(told: Told, sending: Sending, name: str) -> str:
    """Return the digest as a page that loads nothing."""
    parts = [_tag("p", f"Hello {escape(plain(name))},")]
    if told.needs:
        parts.append(_heading("What needs you"))
        parts += [_section_html(each, sending.url) for each in told.needs]
    if told.news.lines:
        parts.append(_heading(told.news.title))
        parts.append(_list_html(told.news, sending.url))
    parts.append(_tag("p", _link("All of it", f"{sending.url}/")))
    leave = f"No digest any more? Say so in {_link('your account', f'{sending.url}/account')}."
    parts.append(f'<p style="color:{SOFT};font-size:13px">{leave}<br>{escape(sending.house)}</p>')
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(say_subject(told))}</title></head>'
        f'<body style="margin:24px;max-width:36em;color:{INK};font:15px/22px Arial,sans-serif">{"".join(parts)}'
        "</body></html>"
    )


def _section_text(section: Section) -> str:
    note = f"  ({section.note})" if section.note else ""
    return "\n".join([f"{plain(section.title)}{note}", *(f"  - {plain(line.words)}" for line in section.lines)])


def _section_html(section: Section, url: str) -> str:
    note = f'<br><span style="color:{SOFT};font-size:13px">{escape(section.note)}</span>' if section.note else ""
    title = _link(plain(section.title), url + section.path)
    return f'<p style="margin:16px 0 4px;font:18px/22px {SERIF}">{title}{note}</p>{_list_html(section, url)}'


def _list_html(section: Section, url: str) -> str:
    lines = "".join(_tag("li", _link(plain(line.words), url + line.path)) for line in section.lines)
    return f'<ul style="margin:0 0 16px;padding-left:20px">{lines}</ul>'


def _heading(words: str) -> str:
    return f'<h1 style="margin:24px 0 8px;font:400 22px/28px {SERIF}">{escape(words)}</h1>'


def _link(words: str, address: str) -> str:
    return f'<a style="color:{BLUE}" href="{escape(address)}">{escape(words)}</a>'


def _tag(name: str, markup: str) -> str:
    return f"<{name}>{markup}</{name}>"


def _things(number: int) -> str:
    return "one thing" if number == 1 else f"{number} things"
