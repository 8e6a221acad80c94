"""Reads a GEXF or GraphML file with networkx and prints what it found as JSON.

usage: read_graph.py FILE
"""

import json
import sys
from collections import Counter

import networkx


def main(path: str) -> None:
    """Prints the counts of nodes, edges and attributes, and every attribute's values of nodes."""
    read = networkx.read_gexf if path.endswith(".gexf") else networkx.read_graphml
    graph = read(path)
    nodes = dict(graph.nodes(data=True))
    edges = [(start, end, data) for start, end, data in graph.edges(data=True)]
    json.dump(
        {
            "directed": graph.is_directed(),
            "multigraph": graph.is_multigraph(),
            "nodes": len(nodes),
            "edges": len(edges),
            "isolated": sum(1 for _ in networkx.isolates(graph)),
            "labels": {node: data.get("label") for node, data in nodes.items()},
            "node_attributes": Counter(key for data in nodes.values() for key in data),
            "edge_attributes": Counter(key for _, _, data in edges for key in data),
            "values": {node: {key: str(value) for key, value in data.items()} for node, data in nodes.items()},
        },
        sys.stdout,
        ensure_ascii=False,
    )


main(sys.argv[1])
