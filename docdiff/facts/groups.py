"""Gathers things that belong together pair by pair into groups."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic, TypeVar

T = TypeVar("T", bound=object)


class Groups(Generic[T]):
    """Disjoint groups that grow together (union by the first to come, with path halving)."""

    def __init__(self) -> None:
        self._parents: dict[T, T] = {}

    def join(self, a: T, b: T) -> None:
        """Puts the groups of two members together."""
        a, b = self.first(a), self.first(b)
        if a != b:
            self._parents[b] = a

    def first(self, member: T) -> T:
        """The member that stands for the whole group."""
        parents = self._parents
        parents.setdefault(member, member)
        while parents[member] != member:
            parents[member] = parents[parents[member]]
            member = parents[member]
        return member

    def groups(self) -> list[list[T]]:
        """The groups, members in the order they came."""
        found: defaultdict[T, list[T]] = defaultdict(list)
        for member in list(self._parents):
            found[self.first(member)].append(member)
        return list(found.values())
