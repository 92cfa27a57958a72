"""Finds what contradicts itself: one rule a file, all run over the same facts.

To add a rule, add its file and name it in `_MODULES`.
"""
