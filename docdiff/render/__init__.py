"""Turns results into what people and programs read; one output per file.

`docdiff.render.html(diff)` and its siblings are the `render` functions of the modules of the same name.
"""

from docdiff.render.html import render as html
from docdiff.render.html_inline import render as html_inline
from docdiff.render.json import render as json
from docdiff.render.markdown import render as markdown
from docdiff.render.notebook import render as notebook
from docdiff.render.terminal import render as terminal

__all__ = ["html", "html_inline", "json", "markdown", "notebook", "terminal"]
