"""What stands below each field of a model, as its description in schemas and in the documentation.

It is read from the source when a schema is written, which is seldom: pydantic would read it at each start.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache

from pydantic import BaseModel


@cache
def read_descriptions(model: type[BaseModel]) -> dict[str, str]:
    """By each field's name in Python the text below it, inherited fields among them; some have none."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        own = _read_module(one.__module__).get(one.__qualname__, {}) if issubclass(one, BaseModel) else {}
        for name in vars(one).get("__annotations__", {}):
            found.pop(name, None)  # what is declared anew is not what was inherited
        found |= own
    return found


@cache
def _read_module(name: str) -> dict[str, dict[str, str]]:
    """By each class of a module the texts below its fields."""
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {one.name: dict(_list_texts(one)) for one in ast.walk(tree) if isinstance(one, ast.ClassDef)}


def _list_texts(of: ast.ClassDef) -> list[tuple[str, str]]:
    return [
        (field.target.id, inspect.cleandoc(text.value.value))
        for field, text in zip(of.body, of.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    ]
