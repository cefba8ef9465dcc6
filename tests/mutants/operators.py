"""Mutants of a module in Python: what Stryker changes in JavaScript, changed here in the syntax tree.

Comparisons, arithmetic, `and` and `or`, `not`, conditions, constants, lists and groups, calls whose value
nobody uses, `break` and `continue`, and functions that have an opposite. Left alone is what decides nothing:
annotations, docstrings, decorators and assertions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
PAIRS = ("min max", "any all", "startswith endswith", "lower upper", "lstrip rstrip")
OPPOSITES = {one: other for pair in map(str.split, PAIRS) for one, other in (pair, pair[::-1])}
OTHER_TEXT = "mutant"
"""What an empty text becomes."""
LEFT_ALONE = ("annotation", "returns", "decorator_list", "ctx")
Tree = ast.AST


@dataclass(frozen=True)
class Mutant:
    """One change of a tree: which field of which node holds what instead; and how to tell it."""

    module: str
    owner: Tree
    field: str
    index: int | None
    new: Tree | str
    line: int
    last: int
    """The lines of what is changed."""
    statement: tuple[int, int]
    """The lines of the statement around it."""
    function: str
    """The outermost function around it, as Python qualifies its name; empty where none is."""
    was: str
    now: str
    place: str
    """Line, column and change: a name of its own."""

    @contextmanager
    def change_tree(self) -> Iterator[None]:
        """The tree of the module is changed as long as this holds."""
        held = getattr(self.owner, self.field)
        old = held if self.index is None else held[self.index]
        self._put(self.new)
        yield
        self._put(old)

    def _put(self, value: Tree | str) -> None:
        if self.index is None:
            setattr(self.owner, self.field, value)
        else:
            getattr(self.owner, self.field)[self.index] = value


@dataclass(frozen=True)
class _Around:
    """What a node stands in."""

    module: str
    function: str = ""
    owners: tuple[str, ...] = ()
    statement: tuple[int, int] = (0, 0)


def list_mutants(module: str, tree: ast.Module) -> list[Mutant]:
    """Every mutant of a module, as it stands in its text."""
    return list(_walk(tree, _Around(module)))


def _walk(node: Tree, around: _Around) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(node):
        if field in LEFT_ALONE:
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            inner = _step_into(child, around)
            slot = index if isinstance(value, list) else None
            for new in _change(child, node, field):
                if isinstance(child, (ast.expr, ast.stmt)):
                    yield _name_mutant(inner, node, field, slot, child, new)
            yield from _walk(child, inner)


def _is_left_alone(node: Tree) -> bool:
    """Docstrings and other texts that stand alone, assertions, and what only a checker of types imports."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, (ast.Assert, ast.Import, ast.ImportFrom))


def _step_into(node: Tree, around: _Around) -> _Around:
    lines = (node.lineno, node.end_lineno or node.lineno) if isinstance(node, ast.stmt) else around.statement
    function, owners = around.function, around.owners
    if isinstance(node, ast.ClassDef) and not function:
        owners = (*owners, node.name)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not function:
        function = ".".join((*owners, node.name))
        lines = (node.lineno, node.lineno)
    return _Around(around.module, function, owners, lines)


def _name_mutant(
    around: _Around, owner: Tree, field: str, index: int | None, old: ast.expr | ast.stmt, new: Tree
) -> Mutant:
    was, now = (" ".join(ast.unparse(one).split()) for one in (old, new))
    function = "" if isinstance(owner, ast.arguments) else around.function
    return Mutant(
        module=around.module,
        owner=owner,
        field=field,
        index=index,
        new=ast.fix_missing_locations(ast.copy_location(new, old)),
        line=old.lineno,
        last=old.end_lineno or old.lineno,
        statement=around.statement,
        function=function,
        was=was,
        now=now,
        place=f"{old.lineno}:{old.col_offset} {now}",
    )


def _change(node: Tree, owner: Tree, field: str) -> Iterator[Tree]:
    """What may stand in place of a node."""
    if field == "test" or (field == "ifs" and isinstance(owner, ast.comprehension)):
        if not isinstance(owner, ast.While):
            yield ast.Constant(True)
        yield ast.Constant(False)
    if isinstance(node, ast.expr):
        yield from _change_expression(node, owner)
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, (ast.Expr, ast.AugAssign)):
        yield ast.Pass()
        if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
            yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def _change_expression(node: ast.expr, owner: Tree) -> Iterator[Tree]:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for place, op in enumerate(ops):
                for other in COMPARISONS[type(op)]:
                    yield ast.Compare(left, [*ops[:place], other(), *ops[place + 1 :]], others)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(sign)](), right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Name(id=name) if name in OPPOSITES and isinstance(owner, ast.Call):
            yield ast.Name(OPPOSITES[name], ast.Load())
        case ast.Attribute(value=value, attr=name) if name in OPPOSITES and isinstance(owner, ast.Call):
            yield ast.Attribute(value, OPPOSITES[name], ast.Load())
        case _:
            yield from _change_value(node, owner)


def _change_value(node: ast.expr, owner: Tree) -> Iterator[Tree]:
    """Another constant, or a list or group without anything in it."""
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=str(value)) if not isinstance(owner, ast.JoinedStr):
            yield ast.Constant("" if value else OTHER_TEXT)
        case ast.JoinedStr() if not isinstance(owner, ast.FormattedValue):
            yield ast.Constant("")
        case ast.List(elts=[_, *_], ctx=ast.Load()):
            yield ast.List([], ast.Load())
        case ast.Dict(values=[_, *_]):
            yield ast.Dict([], [])
