"""Knows the words an editor goes by: lawful repeats, small words of names, spellings of regions, words run together.

Each language may have a data file `xx.editing.json` beside this one, written by hand; it holds lists of words by what
they are for. A list that a language lacks is empty, so a new language starts with the lists it needs:

- `small`: words that carry no meaning of their own ("the", "van"): they begin sentences and are no terms;
- `repeats`: words that may rightly stand twice in a row ("die die"); `that`: the word that may do so after `saying`
  verbs only, and never before one of `subjects` ("know that that is", but not "says that that they");
- of those, `once_a_sentence`: verbs that stand twice only where a clause ends between ("wat goed is is nieuw"), which
  one of `opens_clause` began; `doubled_unless`: as "word=other", words that make a double right where one stands before
  it in the sentence ("treedt in in mei"); `never_behind`: as "word=other", words behind which the double is always
  wrong ("in het het dorp");
- `auxiliaries`: verbs a clause has once; `joins`: words that begin another clause or may part two such verbs;
- `closed`: verbs that stand either behind the subject or at the end of a clause, but not at both places (Dutch);
- `distinguishing`: words that make another name of a name ("Lesser", "Oude"), so that they are not lost by accident;
- `prepositions`: words behind which a noun in the singular needs an article;
- `finite`: verbs by which a whole sentence is told from a caption;
- `adjectives`: words that make compounds with a noun before another noun only ("een hoog-risico systeem");
- `past`: verbs that tell a thing as past;
- `begins` and `ends`: verbs of a period, before its first and its last day ("gaat in op … en eindigt op …");
- `following`: words that announce what follows ("de volgende vragen");
- `glued`: two words run together, as "wrong=right" ("inde=in de");
- `placeholders`: what a writer puts where the right words are still to come;
- `fields`: the same, but only where nothing else stands in the brackets ("[naam]");
- `numbered`: words behind which a number or a date must stand ("nr.", "d.d.");
- `broken`: the messages of word processors whose references failed;
- `particles`: the small words in names of people ("van", "von der"); `people`: words after which a person's name
  follows ("minister"); `signing`: how the line of a signature begins ("de minister van"); `senders`: what stands before
  the offices of those who send a letter ("brief van de");
- `regions`: spellings of two regions, as "one=other" ("defence=defense"); `regional`: endings that differ between them,
  as "ise=ize"; `not_regional`: words that have such an ending in every region ("exercise");
- `distinct`: words that differ by a hyphen, space or accent and mean different things, as "one=other".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from docdiff.locale import languages, topic_words


@cache
def editing_words(key: str, language: str | None = None) -> frozenset[str]:
    """The words of the list `key`, in lower case: of one language, or of all when it is None or not known."""
    wanted = (language,) if language in languages() else languages()
    return frozenset(word.lower() for name in wanted for word in topic_words("editing", key, name or ""))


@cache
def editing_groups(key: str, language: str) -> Mapping[str, frozenset[str]]:
    """The pairs "word=other" of the list `key` of a language, by their word: all its others."""
    found: dict[str, set[str]] = {}
    for pair in topic_words("editing", key, language):
        word, _, other = pair.partition("=")
        found.setdefault(word, set()).add(other)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def editing_pairs(key: str, language: str | None = None) -> Mapping[str, str]:
    """The pairs "one=other" of the list `key` as a mapping, in lower case."""
    return dict(pair.split("=", 1) for pair in sorted(editing_words(key, language)))
