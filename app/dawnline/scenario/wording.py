"""What pydantic found, said in words: the message, and what would be right."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from dawnline.scenario.findings import one_of

_COMPARED = {
    "greater_than_equal": "ge",
    "greater_than": "gt",
    "less_than_equal": "le",
    "less_than": "lt",
}
_COMPARED_WORDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_NAME = "letters, digits, '.', '_' and '-', at most 64, the first a letter or digit"
_TYPES = {
    "string_type": "a text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list in square brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "int_parsing_size": "a whole number of at most 18 digits",
    "finite_number": "a finite number",
}


def shown(value: Any) -> str:
    """Return a value of a TOML file in at most 40 characters."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = repr(value) if isinstance(value, (str, bool, int, float)) else str(value)
    if isinstance(value, bool):
        text = text.lower()
    return text if len(text) <= 40 else text[:37] + "..."


def explain(error: ErrorDetails, fields: Mapping[str, str]) -> tuple[str, str]:
    """Return message and expectation of one pydantic error.

    ``fields`` describes the keys that the table of an unknown or missing key may have.
    """
    kind, context, key = error["type"], error.get("ctx", {}), str(error["loc"][-1]) if error["loc"] else ""
    value = shown(error["input"])
    match kind:
        case "dawnline":
            said = str(context["message"]), str(context["expected"])
        case "extra_forbidden":
            said = "unknown key", one_of(fields, key)
        case "missing":
            said = "is missing", fields.get(key, "this key")
        case "union_tag_not_found":
            said = "is missing", one_of(fields)
        case "union_tag_invalid":
            said = f"{context['tag']!r} is unknown", one_of(fields, str(context["tag"]))
        case "literal_error":
            said = f"{value} is unknown", str(context["expected"])
        case "string_pattern_mismatch":
            said = f"{value} is no name", _NAME
        case _:
            said = _measure(kind, context, value, error)
    return said


def _measure(kind: str, context: dict[str, Any], value: str, error: ErrorDetails) -> tuple[str, str]:
    if kind in _COMPARED:
        bound = _COMPARED[kind]
        limit = context[bound]
        shown_limit = f"{limit:,}" if isinstance(limit, int) else f"{limit:g}"
        return f"{value} is out of range", f"{_COMPARED_WORDS[bound]} {shown_limit}"
    if kind in ("string_too_long", "too_long"):
        return "is too long", f"at most {context['max_length']:,}"
    if kind in ("string_too_short", "too_short"):
        return "is too short", f"at least {context['min_length']:,}"
    if kind in _TYPES:
        return f"{value} is wrong here", _TYPES[kind]
    return f"{value}: {error['msg']}", "what `dawnline schema` describes"
