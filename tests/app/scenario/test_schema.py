"""The published JSON Schema says what the loader says, of the shipped scenarios and of wrong ones."""

import json
import re
import tomllib
from datetime import datetime
from typing import Any

import pytest

from dawnline.scenario.library import bundled_names, bundled_scenario
from dawnline.scenario.schema import json_schema
from dawnline_testing.scenario_texts import HEAD, SHELL, SITE

SCHEMA = json.loads(json_schema())
TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}
UNDERSTOOD = {
    "$defs", "$id", "$ref", "$schema", "additionalProperties", "anyOf", "const", "default", "description",
    "discriminator", "enum", "exclusiveMaximum", "exclusiveMinimum", "format", "items", "maxItems",
    "maxLength", "maximum", "minItems", "minLength", "minimum", "oneOf", "pattern", "properties",
    "required", "title", "type",
}  # fmt: skip


def accepts(schema: dict[str, Any], value: Any) -> bool:
    """Judge a value by the keywords that our schema uses (JSON Schema 2020-12)."""
    assert set(schema) <= UNDERSTOOD, set(schema) - UNDERSTOOD
    if "$ref" in schema:
        return accepts(SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], value)
    if isinstance(value, datetime):
        value = value.isoformat()
    choices = schema.get("anyOf", schema.get("oneOf"))
    if choices is not None:
        hits = sum(accepts(choice, value) for choice in choices)
        return hits == 1 if "oneOf" in schema else hits >= 1
    return _is_of_kind(schema, value) and _measures(schema, value) and _members(schema, value)


def _is_of_kind(schema: dict[str, Any], value: Any) -> bool:
    wanted = schema.get("type")
    if wanted == "null":
        return value is None
    is_kind = wanted is None or (
        isinstance(value, bool) == (wanted == "boolean") and isinstance(value, TYPES[wanted])
    )
    return is_kind and value == schema.get("const", value) and value in schema.get("enum", [value])


def _measures(schema: dict[str, Any], value: Any) -> bool:
    if isinstance(value, str):
        return bool(re.search(schema.get("pattern", ""), value)) and (
            schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9)
        )
    if isinstance(value, (int, float)):
        return (
            schema.get("minimum", value) <= value <= schema.get("maximum", value)
            and not value <= schema.get("exclusiveMinimum", float("-inf"))
            and not value >= schema.get("exclusiveMaximum", float("inf"))
        )
    return True


def _members(schema: dict[str, Any], value: Any) -> bool:
    if isinstance(value, list):
        fits = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9)
        return fits and all(accepts(schema["items"], item) for item in value)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return (
            set(schema.get("required", ())) <= set(value)
            and (schema.get("additionalProperties", True) or set(value) <= set(known))
            and all(accepts(known[key], item) for key, item in value.items())
        )
    return True


@pytest.mark.parametrize("name", bundled_names())
def test_shipped_scenarios_fit_the_schema(name: str) -> None:
    assert accepts(SCHEMA, tomllib.loads(bundled_scenario(name).read_text(encoding="utf-8")))


def test_right_and_wrong_are_told_apart() -> None:
    assert accepts(SCHEMA, tomllib.loads(HEAD + SHELL + SITE))
    for wrong in (
        HEAD + SHELL + "x = 1\n",
        HEAD + SITE.replace("48.1", "98"),
        HEAD + SHELL.replace("walker-delta", "walker"),
        HEAD + 'step = "a while"\n' + SITE,
        SITE,
    ):
        assert not accepts(SCHEMA, tomllib.loads(wrong)), wrong


def test_every_key_is_described() -> None:
    for name, model in {"ScenarioFile": SCHEMA, **SCHEMA["$defs"]}.items():
        for key, field in model.get("properties", {}).items():
            if key in ("pattern", "source", "charge_efficiency_frac"):
                continue
            assert field.get("description"), f"{name}.{key}"


def test_the_schema_is_a_2020_12_schema() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["required"] == ["scenario"]
