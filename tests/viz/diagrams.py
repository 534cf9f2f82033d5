"""A node and a wire in a line of a test; a wire is named after what it joins."""

from viz.diagram_parts import Node, Wire


def node(name, **more) -> Node:
    return Node(name=name, **more)


def wire(source, target, **more) -> Wire:
    return Wire(name=f"{source}-{target}", source=source, target=target, **more)
