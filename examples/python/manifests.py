"""Looks at what an app synthesizes, as the matchers of TypeScript do. Copy this file to your tests.

    manifests = Manifests.from_app(app)
    manifests.has("Deployment", {"metadata": {"name": "iris"}, "spec": {"replicas": 2}})

An expected object matches when each of its keys does; other keys do not matter. A list matches a list of the same length,
item by item. `Match` says more than a literal can. Needs PyYAML, and no test framework: what fails is an AssertionError.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, Callable, Iterator

import yaml

_ABSENT = object()


class Match:
    """What to put into an expected value where a literal says too much or too little."""

    def __init__(self, text: str, compare: Callable[[Any, str], list[str]]) -> None:
        self._text = text
        self.compare = compare

    def __repr__(self) -> str:
        return self._text

    @staticmethod
    def array_with(items: list[Any]) -> Match:
        """A list with an item for each of these, in this order; others may stand between."""
        return Match(f"Match.array_with({items!r})", lambda actual, path: _compare_some(items, actual, path))

    @staticmethod
    def exact(value: Any) -> Match:
        """This value; objects, at any depth, hold no other keys."""
        return Match(f"Match.exact({value!r})", lambda actual, path: _compare(value, actual, path, exactly=True))

    @staticmethod
    def absent() -> Match:
        """No such key."""
        return _that("Match.absent()", lambda actual: actual is _ABSENT)

    @staticmethod
    def any() -> Match:
        """Any value but null: the key has to be there."""
        return _that("Match.any()", lambda actual: actual is not _ABSENT and actual is not None)

    @staticmethod
    def pattern(pattern: str) -> Match:
        """A text in which the regular expression finds something."""
        found = re.compile(pattern)
        return _that(f"Match.pattern({pattern!r})", lambda actual: isinstance(actual, str) and bool(found.search(actual)))

    @staticmethod
    def quantity(quantity: str) -> Match:
        """The same amount, however it is written: 500m equals 0.5, 1Gi equals 1024Mi."""
        amount = _amount(quantity)
        if amount is None:
            raise ValueError(f"Match.quantity takes a quantity such as '500m' or '1Gi', got {quantity!r}")
        return _that(f"Match.quantity({quantity!r})", lambda actual: _amount(actual) == amount)


class Manifests:
    """The objects of an app."""

    def __init__(self, objects: list[dict[str, Any]]) -> None:
        self.all = objects

    @staticmethod
    def from_app(app: Any) -> Manifests:
        """Of all charts. Fails where app.synth() would fail, and writes no files."""
        return Manifests.from_yaml(app.synth_yaml())

    @staticmethod
    def from_yaml(text: str) -> Manifests:
        return Manifests([each for each in yaml.safe_load_all(text) if each])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.all)

    def find(self, kind: str, name: str | None = None, namespace: str | None = None) -> list[dict[str, Any]]:
        """Of a kind, written 'Deployment' (any API version) or 'apps/v1/Deployment' (that one)."""
        return [
            each
            for each in self.all
            if kind in (each["kind"], f"{each['apiVersion']}/{each['kind']}")
            and name in (None, each["metadata"]["name"])
            and namespace in (None, each["metadata"].get("namespace"))
        ]

    def get(self, kind: str, name: str | None = None, namespace: str | None = None) -> dict[str, Any]:
        """The one object."""
        found = self.find(kind, name, namespace)
        if len(found) == 1:
            return found[0]
        there = "\n".join(f"  {_name(each)}" for each in (found or self.find(kind) or self.all))
        what = " ".join(filter(None, [kind, name and repr(name), namespace and f"in namespace {namespace!r}"]))
        raise AssertionError(f"there {'are several' if found else 'is no'} {what}; there are:\n{there}")

    def count(self, kind: str, partial: dict[str, Any] | None = None) -> int:
        return sum(not _compare(partial or {}, each, "") for each in self.find(kind))

    def has(self, kind: str, partial: dict[str, Any] | None = None) -> None:
        """Fails when no object matches, and says how the nearest differs."""
        found = self.find(kind)
        if not found:
            raise AssertionError(f"there is no {kind}; there are: {', '.join(self.kinds())}")
        differences = sorted(((_compare(partial or {}, each, ""), each) for each in found), key=lambda one: len(one[0]))
        nearest, each = differences[0]
        if nearest:
            raise AssertionError(f"no {kind} matches; the nearest is {_name(each)}:\n" + "\n".join(nearest))

    def has_no(self, kind: str, partial: dict[str, Any] | None = None) -> None:
        """Fails when an object matches."""
        found = [_name(each) for each in self.find(kind) if not _compare(partial or {}, each, "")]
        if found:
            raise AssertionError(f"no {kind} may match, but {', '.join(found)} does")

    def kinds(self) -> list[str]:
        return sorted({f"{each['apiVersion']}/{each['kind']}" for each in self.all})


def _that(text: str, holds: Callable[[Any], bool]) -> Match:
    return Match(text, lambda actual, path: [] if holds(actual) else [_difference(path, text, actual)])


def _compare(expected: Any, actual: Any, path: str, exactly: bool = False) -> list[str]:
    if isinstance(expected, Match):
        return expected.compare(actual, path)
    if isinstance(expected, dict) and isinstance(actual, dict):
        keys = {**expected, **(actual if exactly else {})}
        return [
            difference
            for key in keys
            for difference in _compare(
                expected.get(key, _ABSENT), actual.get(key, _ABSENT), f"{path}.{key}".lstrip("."), exactly
            )
        ]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [
            difference
            for index, item in enumerate(expected)
            for difference in _compare(item, actual[index], f"{path}[{index}]", exactly)
        ]
    # 1 == True in Python, and not in a manifest.
    same = expected == actual and isinstance(expected, bool) == isinstance(actual, bool)
    return [] if same else [_difference(path, expected, actual)]


def _compare_some(items: list[Any], actual: Any, path: str) -> list[str]:
    if not isinstance(actual, list):
        return [_difference(path, items, actual)]
    start = 0
    for item in items:
        found = next((at for at in range(start, len(actual)) if not _compare(item, actual[at], "")), None)
        if found is None:
            return [_difference(f"{path}[{start}...]", item, actual[start:])]
        start = found + 1
    return []


def _difference(path: str, expected: Any, actual: Any) -> str:
    return f"  {path}\n    expected: {_shown(expected)}\n    actual:   {_shown(actual)}"


def _shown(value: Any) -> str:
    return "nothing" if value is _ABSENT else json.dumps(value, default=repr)


def _name(manifest: dict[str, Any]) -> str:
    namespace = manifest["metadata"].get("namespace")
    return f"{manifest['kind']} {manifest['metadata']['name']!r}" + (f" in namespace {namespace!r}" if namespace else "")


_FACTORS = {"": Decimal(1), "n": Decimal("1e-9"), "u": Decimal("1e-6"), "m": Decimal("0.001"), "k": Decimal(1000)}
_FACTORS.update({unit: Decimal(1000) ** (index + 2) for index, unit in enumerate("MGTPE")})
_FACTORS.update({f"{unit}i": Decimal(1024) ** (index + 1) for index, unit in enumerate("KMGTPE")})


def _amount(quantity: Any) -> Decimal | None:
    found = re.fullmatch(r"([+-]?(?:\d+\.?\d*|\.\d+))([eE][+-]?\d+|[KMGTPE]i|[numkMGTPE]|)", str(quantity))
    if found is None or isinstance(quantity, bool) or quantity is None:
        return None
    number, unit = found.groups()
    return Decimal(number + unit) if unit[:1] in ("e", "E") and len(unit) > 1 else Decimal(number) * _FACTORS[unit]
