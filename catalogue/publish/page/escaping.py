"""Templates that escape and call faster: a page holds many hundreds of values, and few of them need it."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from jinja2.utils import internalcode
from markupsafe import Markup, escape

_PLAIN = (FunctionType, MethodType, BuiltinFunctionType, type(lru_cache(len)))
_SPECIAL = re.compile("[&<>'\"]")


def write_escaped(value: object) -> str:
    """What `escape` gives, as plain text where nothing need be escaped: it is only joined to the rest."""
    kind = type(value)
    if kind is Markup or (kind is str and not _SPECIAL.search(value)):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return str(value) if kind is int else escape(value)


class QuickContext(Context):
    """What a template knows while it is filled. Plain functions are called as they are."""

    @internalcode
    def call(self, called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Call what a template calls; what wants to know the context, such as a macro, by Jinja's own way."""
        if type(called) in _PLAIN and not hasattr(called, "jinja_pass_arg"):
            named.pop("_loop_vars", None)  # what the context would look names up in
            named.pop("_block_vars", None)
            return called(*args, **named)
        return super().call(called, *args, **named)


class QuickTemplate(Template):
    """A compiled template whose values are written by `write_escaped`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """A template from its compiled code."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = write_escaped
        return template

    def render(self, *args: Any, **named: Any) -> str:
        """The filled template. What it was filled with is let go of at once.

        Its macros hold the context, and that holds them: else all would stay until a collector came.
        """
        context = self.new_context(dict(*args, **named))
        try:
            return self.environment.concat(self.root_render_func(context))
        except Exception:
            self.environment.handle_exception()
        finally:
            vars(context).clear()
