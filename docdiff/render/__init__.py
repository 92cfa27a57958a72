"""Turns results into what people and programs read; one output per file.

`docdiff.render.html(diff)` and its siblings are the `render` functions of the modules of the same name, each loaded
when it is first used: a redline in the terminal needs none of the pages.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docdiff.render.html import render as html
    from docdiff.render.html_inline import render as html_inline
    from docdiff.render.json import render as json
    from docdiff.render.markdown import render as markdown
    from docdiff.render.notebook import render as notebook
    from docdiff.render.terminal import render as terminal

__all__ = ["html", "html_inline", "json", "markdown", "notebook", "terminal"]


class _Renderers(ModuleType):
    """This package: what is called like one of its modules is the function in it, also when the module was imported."""

    def __getattr__(self, name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import_module(f"{__name__}.{name}")
        return self.__dict__[name]

    def __setattr__(self, name: str, value: object) -> None:
        # Importing a module of a package sets it as an attribute of the package.
        is_module = name in __all__ and isinstance(value, ModuleType)
        super().__setattr__(name, value.__dict__["render"] if is_module else value)


sys.modules[__name__].__class__ = _Renderers
