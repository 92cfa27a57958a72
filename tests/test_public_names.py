"""What `import docdiff` offers, as the documentation shows it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import docdiff


@pytest.mark.parametrize("name", docdiff.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(docdiff, name)
    assert value.__doc__
    assert name in dir(docdiff)


def test_functions_stay_functions_when_the_modules_behind_them_are_loaded() -> None:
    code = (
        "import docdiff.changes, docdiff.alignment, docdiff.render.html, docdiff\n"
        "assert callable(docdiff.diff) and callable(docdiff.align) and callable(docdiff.render.html)\n"
        "old, new = (docdiff.Document.from_texts([text]) for text in ('One word.', 'Two words.'))\n"
        "print(docdiff.diff(old, new).stats['changed'], len(docdiff.render.html(docdiff.diff(old, new))) > 1000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1 True\n", "")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'dif'"):
        docdiff.dif  # noqa: B018


def test_plain_lists_of_texts_will_do() -> None:
    links = docdiff.align(["One sentence here."], ["One sentence, here."])
    assert [(link.a, link.b) for link in links] == [((0,), (0,))]
    (pair,) = docdiff.find_pairs(["One sentence, said twice.", "One sentence, said twice."])
    assert (pair.a, pair.b, pair.relation) == (0, 1, "identical")
