"""Jinja2 as it is, with its hot paths short: words put in when a template is compiled, plain calls called plainly.

What a template means does not change; what Jinja2 asks anew at every call of every page is settled once.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import Any

import jinja2
from django.conf import settings
from django.utils import translation
from jinja2 import nodes, runtime
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]

from danchu.ground.ui.language import is_plain

_SAID = ("_", "gettext")
_PLAIN = (FunctionType, MethodType, BuiltinMethodType, type(lru_cache(str)))
_OF_DICTS = frozenset(dir(dict))


def _shown(value: Any) -> str:
    """A value as a page prints it; the page is joined as text, so what is escaped need not be marked so."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        return value
    return value.__html__() if hasattr(value, "__html__") else _escape_inner(str(value))


class _Macro(runtime.Macro):
    """A macro whose arguments are filled in without asking what it takes each time."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.usual = not (self.caller or self.explicit_caller or self.catch_kwargs or self.catch_varargs)

    def plainly(self, *args: Any, **named: Any) -> str:
        """Called with all it takes, in any of the ways a template calls; what is wrong is told by Jinja2 itself."""
        if len(args) != self._argument_count:
            if not self.usual or len(args) > self._argument_count:
                return self(*args, **named)
            rest = self.arguments[len(args) :]
            if any(name not in rest for name in named):
                return self(*args, **named)
            args += tuple(named.get(name, missing) for name in rest)
        elif named or not self.usual:
            return self(*args, **named)
        return Markup(self._func(*args))


def once(macro: _Macro, *args: Any, **named: Any) -> str:
    """What a macro draws of these values, drawn once for all pages that show the same: `{{ once(ui.clock, due, …) }}`.

    A macro of another template sees nothing but its arguments, and there is one of it a language.
    """
    try:
        return _once(macro, *args, **named)
    except TypeError:  # a list or a dict among the values cannot be remembered by
        return macro(*args, **named)


@lru_cache(maxsize=2048)
def _once(macro: _Macro, *args: Any, **named: Any) -> str:
    return macro.plainly(*args, **named)


class _Context(runtime.Context):
    """Macros and plain functions are called as they are, unless one says that it wants the context."""

    def call(__self, __obj: Any, *args: Any, **named: Any) -> Any:
        kind = type(__obj)
        if kind is not _Macro and (kind not in _PLAIN or hasattr(__obj, "jinja_pass_arg")):
            return super().call(__obj, *args, **named)
        if named:  # what Jinja2 adds inside loops and blocks, for those who ask for a context
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        return __obj.plainly(*args, **named) if kind is _Macro else __obj(*args, **named)


class _Page(jinja2.Template):
    """A compiled template in which printing and macros are ours."""

    @classmethod
    def from_code(cls, environment: jinja2.Environment, code: CodeType, globals: MutableMapping[str, Any],
                  uptodate: Any = None) -> jinja2.Template:
        namespace: dict[str, Any] = {"environment": environment, "__file__": code.co_filename}
        exec(code, namespace)
        namespace |= {"escape": _shown, "Macro": _Macro}
        page = cls._from_namespace(environment, namespace, globals)
        page._uptodate = uptodate
        return page


class _Words(NodeTransformer):
    """`_("…")` and `{% trans %}` become the words themselves, in one language."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        named = isinstance(node.node, nodes.Name) and node.node.name in _SAID
        if not named or len(node.args) != 1 or not isinstance(node.args[0], nodes.Const) or node.dyn_kwargs:
            return node
        said = Markup(translation.gettext(node.args[0].value))
        if not node.kwargs:
            return nodes.Const(said % {}, lineno=node.lineno)
        filled = nodes.Dict([nodes.Pair(nodes.Const(k.key), k.value) for k in node.kwargs], lineno=node.lineno)
        return nodes.Mod(nodes.Const(said), filled, lineno=node.lineno)


class Engine(jinja2.Environment):
    """One set of compiled templates a language. Escaping is always on."""

    template_class = _Page
    context_class = _Context
    language = settings.LANGUAGE_CODE
    _others: dict[str, Engine]

    def __init__(self, **options: Any) -> None:
        # the templates are few: a plain dict keeps them all, and asks for no lock
        super().__init__(**options | {"autoescape": True, "cache_size": -1})
        self._others = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        """The template in the language now spoken."""
        language = self.language if is_plain() else translation.get_language() or self.language
        spoken = self if language == self.language else self._in(language)
        return super(Engine, spoken).get_template(name, parent, globals)

    def _in(self, language: str) -> Engine:
        if language not in self._others:
            other: Any = self.overlay()
            other.language = language
            self._others[language] = other
        return self._others[language]

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None,
                  defer_init: bool = False) -> str:
        with translation.override(self.language):
            source = _Words().visit(source)
        return super()._generate(source, name, filename, defer_init)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja2 reads it, but without failing first on every key of a dict."""
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICTS:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)
