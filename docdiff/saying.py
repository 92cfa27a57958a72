"""Puts lists of numbers and long passages into the few characters a sentence has for them."""

from __future__ import annotations

_LONGEST_QUOTE = 60  # characters


def numbers(found: tuple[int, ...]) -> str:
    """Numbers as people write them: "7", "1–41", "1–5, 7"."""
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def quote(text: str) -> str:
    """`text` in one line, cut at a word when it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
