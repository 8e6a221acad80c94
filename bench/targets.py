"""The aims, and which of them a run met."""

import statistics

# What is compared: our store, with whom, at how many connections, by which figure. `at most` for latencies.
PEER = ("peer", 16, "per_second")
FLOOR_ALONE = ("floor", 1, "p50_ms")


def _on_neo4j(peer: float, *further) -> list:
    return [("neo4j", *PEER, peer), ("neo4j", *FLOOR_ALONE, 1.45), *further]


def _embedded(peer: float) -> list:
    return [("embedded", *PEER, peer)]


# By the query's number. A number without figures in a run is still open.
TARGETS = {
    "Q01": _on_neo4j(4, ("neo4j", "floor", 16, "per_second", 1.2), ("neo4j", "floor", 64, "per_second", 2))
    + _embedded(30),
    "Q02": _on_neo4j(4) + _embedded(20),
    "Q03": _on_neo4j(4) + _embedded(20),
    "Q04": [("neo4j", *PEER, 10), *_embedded(30)],
    "Q05": _on_neo4j(4) + _embedded(20),
    "Q05b": [("neo4j", *PEER, 3), *_embedded(20)],
    "Q06": [("neo4j", *PEER, 1.2), *_embedded(5)],
    "Q07": [("neo4j", *PEER, 2), *_embedded(20)],
    "Q08": [("neo4j", *PEER, 3), *_embedded(8)],
    "Q09": [("neo4j", *PEER, 10), *_embedded(30)],
    "Q10": _on_neo4j(4) + _embedded(20),
}


def ratio(rounds: list[dict], ours: str, other: str, connections: int, figure: str) -> dict | None:
    """Ours divided by the other's, round by round: the median and the extremes. None when one was not measured."""
    at = f"c{connections}"
    found = [
        one[ours][at][figure] / one[other][at][figure]
        for one in rounds
        if at in one.get(ours, {}) and at in one.get(other, {})
    ]
    if not found:
        return None
    return {"median": round(statistics.median(found), 3), "least": round(min(found), 3), "most": round(max(found), 3)}


def judged(queries: list[dict]) -> list[dict]:
    """Each aim with what this run shows: met, missed or open."""
    rounds = {row["number"]: row["rounds"] for row in queries if not row["rich"]}
    aims = []
    for number, targets in TARGETS.items():
        for ours, other, connections, figure, aim in targets:
            measured = ratio(rounds.get(number, []), ours, other, connections, figure)
            state = "open"
            if measured:
                good = measured["median"] <= aim if figure == "p50_ms" else measured["median"] >= aim
                state = "met" if good else "missed"
            aims.append(
                {"query": number, "ours": ours, "other": other, "connections": connections}
                | {"figure": figure, "aim": aim, "measured": measured, "state": state}
            )
    return aims


def table(aims: list[dict]) -> str:
    """The aims as lines of text."""
    lines = ["query  ours      what                        aim      measured (least to most)      "]
    for one in aims:
        latency = one["figure"] == "p50_ms"
        what = f"{'p50' if latency else 'requests/s'} at {one['connections']}, {one['other']}'s"
        aim = f"{'<=' if latency else '>='} {one['aim']}"
        ratios = one["measured"]
        told = f"{ratios['median']:.2f} ({ratios['least']:.2f} to {ratios['most']:.2f})" if ratios else ""
        lines.append(f"{one['query']:6} {one['ours']:9} {what:27} {aim:8} {told:29} {one['state']}")
    return "\n".join(lines)
