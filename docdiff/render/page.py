"""Makes pages that stand on their own: style and script inside, and nothing of a document that could act.

Strategy: style and script are allowed by their hash in a Content-Security-Policy, so that nothing a document contains
can run and nothing is fetched. All text of documents passes `escape`.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from docdiff import __version__
from docdiff.locale.interface import Interface
from docdiff.render.odd import DIRECTION, ODD, readable, sign

if TYPE_CHECKING:
    from jinja2 import Environment

_TURNS = re.compile(f"[{DIRECTION}]")


def render_page(
    name: str,
    texts: Interface,
    *,
    styles: Sequence[str] = (),
    script: str = "",
    scripts: Sequence[str] = (),
    more_style: str = "",
    **values: object,
) -> str:
    """The page made from the assets `name`.html.jinja, `name`.css (behind page.css and `styles`) and `name`.js.

    With `script` that one's script is taken instead; the assets `scripts` are run after it, `more_style` is added to
    the style. Of `values`, what is already markup must have passed `escape` and be marked `safe` in the template.
    """
    style = "".join(asset(f"{part}.css") for part in ("page", *styles, name)) + more_style
    code = "".join(asset(f"{part}.js") for part in (script or name, *scripts))
    return (
        _environment()
        .get_template(f"{name}.html.jinja")
        .render(
            say=texts.say,
            lang=texts.language,
            version=__version__,
            style=style,
            script=code,
            style_hash=_hash(style),
            script_hash=_hash(code),
            **values,
        )
    )


def escape(text: str) -> str:
    """`text` as markup that can only be read: no tags, no control characters, no way to turn the words around it."""
    escaped = html.escape(text)
    return ODD.sub(lambda match: _odd(match.group()), escaped) if ODD.search(escaped) else escaped


def attribute(text: str) -> str:
    """`text` as the value of an attribute."""
    return html.escape(readable(text))


def _odd(character: str) -> str:
    if not _TURNS.match(character):
        return sign(character)
    return f'<bdi class="control" data-code="U+{ord(character):04X}">{character}</bdi>'


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


@cache
def asset(name: str) -> str:
    """One of the files that pages are made of."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(asset),
    )
