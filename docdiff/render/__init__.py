"""Turns results into what people and programs read; one output per file.

`docdiff.render.html(diff)` and its siblings are the `render` functions of the modules of the same name.
"""

from docdiff.render.html import render as html
from docdiff.render.json import render as json
from docdiff.render.markdown import render as markdown
from docdiff.render.terminal import render as terminal

__all__ = ["html", "json", "markdown", "terminal"]
