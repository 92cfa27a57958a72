"""What several rules say in the same words."""

from __future__ import annotations

FOOTNOTE = {"en": "footnote {number}", "nl": "voetnoot {number}"}
IN_ANSWER = {"en": "in answer {number} (line {line})", "nl": "in antwoord {number} (regel {line})"}
IN_DOCUMENT = {"en": "in {other}, line {line}", "nl": "in {other}, regel {line}"}
MAJORITY = {"en": "{right} against {wrong} places", "nl": "{right} tegen {wrong} plaatsen"}
MORE = {"en": "and {count} more", "nl": "en nog {count}"}
ON_LINE = {"en": "on line {line}", "nl": "op regel {line}"}
SAME_FORM = {"en": "the same form again", "nl": "nogmaals dezelfde vorm"}
SAME_WORDS = {"en": "the same words again", "nl": "nogmaals dezelfde woorden"}
SO_HERE_TOO = {"en": "written so here too", "nl": "ook hier zo geschreven"}
USUAL = {"en": "“{usual}”", "nl": "„{usual}”"}
