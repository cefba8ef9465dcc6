"""Values changed inside a YAML file: every other byte, comments among them, stays as it was written."""

from __future__ import annotations

import yaml

Step = str | int


def change_value(text: str, path: tuple[Step, ...], written: str) -> str:
    """The text with another scalar at a path, such as ("valid", "to"); `written` is YAML.

    A key that the mapping at the end of the path lacks is written behind its last one. Raises KeyError where
    the way to it does not exist.
    """
    *before, last = path
    holder = _find_node(text, tuple(before))
    if not isinstance(holder, yaml.MappingNode):
        raise KeyError(path)
    for key, value in holder.value:
        if key.value == last:
            return text[: value.start_mark.index] + written + text[_find_end(text, value) :]
    return _write_behind(text, holder, f"{last}: {written}")


def change_scalar(text: str, path: tuple[Step, ...], written: str) -> str:
    """The text with another single value at a path, in a list too. Raises KeyError where there is none."""
    node = _find_node(text, path)
    if not isinstance(node, yaml.ScalarNode):
        raise KeyError(path)
    end = "\n" if node.style in ("|", ">") else ""  # such a value ends with its last line
    return text[: node.start_mark.index] + written + end + text[node.end_mark.index :]


def add_item(text: str, path: tuple[Step, ...], item: str) -> str:
    """The text with one item more at the end of a list; a single value in its place becomes a list."""
    node = _find_node(text, path)
    if isinstance(node, yaml.SequenceNode):
        return _write_behind(text, node, item if node.flow_style else f"- {item}")
    start, end = node.start_mark.index, node.end_mark.index
    return f"{text[:start]}[{text[start:end]}, {item}]{text[end:]}"


def drop_key(text: str, path: tuple[Step, ...]) -> str:
    """The text without a key of a mapping in block style, with all that stands below it."""
    start, end = list_spans(text, path[:-1])[str(path[-1])]
    return text[:start] + text[end:]


def list_spans(text: str, path: tuple[Step, ...]) -> dict[str, tuple[int, int]]:
    """Where each key of a mapping in block style stands, with all below it: whole lines."""
    node = _find_node(text, path)
    return {
        key.value: (text.rfind("\n", 0, key.start_mark.index) + 1, _find_line_end(text, value) + 1)
        for key, value in node.value
    }


def _find_node(text: str, path: tuple[Step, ...]) -> yaml.Node:
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
    if node is None:
        raise KeyError(path)
    return node


def _write_behind(text: str, holder: yaml.CollectionNode, written: str) -> str:
    """One item or key more, in the style of the collection that it goes into."""
    if holder.flow_style:
        end = holder.end_mark.index - 1
        return f"{text[:end]}{', ' if holder.value else ''}{written}{text[end:]}"
    first = holder.value[0][0] if isinstance(holder, yaml.MappingNode) else holder.value[0]
    line = text.rfind("\n", 0, first.start_mark.index) + 1
    indent = text[line : first.start_mark.index].removesuffix("- ")
    end = _find_line_end(text, holder)
    return f"{text[:end]}\n{indent}{written}{text[end:]}"


def _find_end(text: str, node: yaml.Node) -> int:
    """Where a value ends: one in block style with its last line."""
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    return _find_line_end(text, node) if is_block else node.end_mark.index


def _find_line_end(text: str, node: yaml.Node) -> int:
    """Where the last line of a value ends.

    The parser ends a block where the next token begins, behind blank lines and comments that are not its own.
    """
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    end = len(text[: node.end_mark.index].rstrip())
    return text.find("\n", end) if "\n" in text[end:] else len(text)
