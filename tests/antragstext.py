"""Read and write applications as YAML and JSON text without ever passing through a float."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import yaml


class GenauLoader(yaml.SafeLoader):
    """Read YAML as PyYAML does, but a number with a point becomes a Decimal with all its digits."""


class GenauDumper(yaml.SafeDumper):
    """Write a Decimal as the plain number it was read from, and a text of digits in quotes."""

    def ignore_aliases(self, data: object) -> bool:
        """Write equal lists twice: the application format knows no aliases."""
        del data
        return True


def _decimal_lesen(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    text = str(loader.construct_scalar(node)).replace("_", "")
    return Decimal({".nan": "NaN", ".inf": "Infinity", "-.inf": "-Infinity"}.get(text.lower(), text))


def _decimal_schreiben(dumper: yaml.SafeDumper, wert: Decimal) -> yaml.ScalarNode:
    text = format(wert, "f") if wert.is_finite() else {"NaN": ".nan"}.get(str(wert), ".inf")
    if wert.is_finite() and "." not in text:
        return dumper.represent_scalar("tag:yaml.org,2002:int", text)
    return dumper.represent_scalar("tag:yaml.org,2002:float", text)


def _text_schreiben(dumper: yaml.SafeDumper, wert: str) -> yaml.ScalarNode:
    stil = '"' if wert[:1].isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", wert, style=stil)


GenauLoader.add_constructor("tag:yaml.org,2002:float", _decimal_lesen)
GenauDumper.add_representer(Decimal, _decimal_schreiben)
GenauDumper.add_representer(str, _text_schreiben)


def lies_yaml(text: str) -> Any:
    """Read YAML text; amounts become Decimal, days become date."""
    return yaml.load(text, GenauLoader)


def als_yaml(dokument: Mapping[str, Any]) -> str:
    """Write an application or decision as YAML text."""
    return yaml.dump(dict(dokument), Dumper=GenauDumper, allow_unicode=True, sort_keys=False, width=110)


def als_json(dokument: Mapping[str, Any], *, betraege_als_text: bool = False) -> str:
    """Write an application or decision as JSON text.

    Amounts are numbers with the digits they have, or texts if ``betraege_als_text`` is set; years as keys
    become texts, days ISO texts.
    """
    return _json(dokument, betraege_als_text) + "\n"


def _json(wert: Any, als_text: bool) -> str:
    if isinstance(wert, Mapping):
        paare = (f"{json.dumps(str(k), ensure_ascii=False)}: {_json(v, als_text)}" for k, v in wert.items())
        return "{" + ", ".join(paare) + "}"
    if isinstance(wert, list | tuple):
        return "[" + ", ".join(_json(teil, als_text) for teil in wert) + "]"
    if isinstance(wert, Decimal):
        return json.dumps(format(wert, "f")) if als_text else format(wert, "f")
    if isinstance(wert, date):
        return json.dumps(wert.isoformat())
    return json.dumps(wert, ensure_ascii=False)
