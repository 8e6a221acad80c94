"""One query on all sides in turn: first the answers are compared and all are warmed up, later rounds of load."""

import dataclasses
import json
import pathlib
import statistics

import agree
import measure
import workload
from peer import Floor

# At how many connections; Q01, where the server's own cost shows most, also at more.
CONNECTIONS = (1, 16)
FURTHER = {"Q01": (64,)}


class Loaded:
    """A server under the load of one query."""

    def __init__(self, server: measure.Server, bodies: list[str], file: pathlib.Path):
        self.server = server
        self.file = file
        file.write_text("\n".join(bodies) + "\n", encoding="utf-8")

    def warm(self, seconds: int) -> None:
        """Lets a virtual machine compile what it will run."""
        self.server.load(self.file, 16, seconds)

    def load(self, connections: int, seconds: int) -> dict:
        """Requests per second and latencies."""
        return self.server.load(self.file, connections, seconds)


def answers(server: measure.Server, bodies: list[str]) -> list[bytes]:
    """Every answer, checked: no errors, and not empty but for few."""
    texts = [server.post(body) for body in bodies]
    empty = 0
    for body, text in zip(bodies, texts):
        answer = json.loads(text)
        if answer.get("errors"):
            raise measure.Failed(f"{json.dumps(answer['errors'])[:800]} for {body}")
        empty += workload.is_empty(answer["data"])
    if empty * 5 > len(texts):
        raise measure.Failed(f"{empty} of {len(texts)} answers are empty: {bodies[0]}")
    return texts


@dataclasses.dataclass
class Prepared:
    """A query that is ready to be measured."""

    name: str
    bodies: list[str]
    # Our answers, which the plain server sends.
    texts: list[bytes]
    # What puts load on each side.
    loads: dict


class Sides:
    """The servers of a run; those that it leaves out are None."""

    def __init__(self, tinklas, given, truth: agree.Truth):
        self.tinklas = tinklas
        self.given = given
        self.truth = truth
        self.embedded = self.neo4j = self.theirs = None
        self.peer, self.peer_address = None, ""

    def prepared(self, name: str, text: str, variables: list[dict]) -> Prepared:
        """A query whose answers were compared, and which every side has run for a while."""
        bodies = workload.bodies(text, variables)
        ours = {side: answers(getattr(self, side), bodies) for side in ("embedded", "neo4j") if getattr(self, side)}
        for body, *both in zip(bodies, *ours.values()):
            if both[0] != both[-1]:
                raise measure.Failed(f"the file answers {both[0][:500]!r}, Neo4j {both[1][:500]!r} for {body}")
        texts = next(iter(ours.values()))
        file = self.given.work / f"{name}.bodies"
        loads = {side: Loaded(getattr(self, side), bodies, file) for side in ours}
        if not workload.is_rich(name):
            loads |= self._theirs(name, variables, [json.loads(text) for text in texts])
        for load in loads.values():
            load.warm(self.given.warm)
        return Prepared(name, bodies, texts, loads)

    def measured(self, query: Prepared) -> dict:
        """The figures of a query."""
        number, rich = workload.number(query.name), workload.is_rich(query.name)
        row = {"query": query.name, "number": number, "rich": rich}
        row["bytes"] = sum(map(len, query.texts)) // len(query.texts)
        connections = (1,) if rich else CONNECTIONS + FURTHER.get(number, ())
        if rich or not self.embedded:
            row["rounds"] = self.rounds(query.loads, connections)
            return row
        with self.tinklas.plain(query.texts) as server:
            plain = Loaded(server, query.bodies, self.given.work / f"{query.name}.bodies")
            row["rounds"] = self.rounds({**query.loads, "plain": plain}, connections)
        return row

    def _theirs(self, name: str, variables: list[dict], ours: list[dict]) -> dict:
        """The peer and the floor on a query that they have, after the answers were compared."""
        text = self.theirs and self.peer.text(name)
        if not text:
            return {}
        variables = workload.peers(variables)
        bodies = workload.bodies(text, variables)
        theirs = [json.loads(one) for one in answers(self.theirs, bodies)]
        agree.check(name, self.truth, variables, ours, theirs)
        return {
            "peer": Loaded(self.theirs, bodies, self.given.work / f"{name}.peer-bodies"),
            "floor": Floor(self.peer, name, variables, self.peer_address),
        }

    def rounds(self, loads: dict, connections: tuple[int, ...]) -> list[dict]:
        """Every round puts load on one side after the other, so that all meet the same moods of the machine."""
        for load in loads.values():
            load.warm(1)
        return [
            {
                side: {f"c{count}": load.load(count, self.given.seconds) for count in connections}
                for side, load in loads.items()
            }
            for _ in range(self.given.rounds)
        ]


def told(row: dict) -> str:
    """The figures of a query as lines: the median of the rounds."""
    lines = [f"{row['query']}, {row['bytes']} bytes"]
    for side in row["rounds"][0]:
        parts = []
        for at in row["rounds"][0][side]:
            middle = {
                figure: statistics.median(one[side][at][figure] for one in row["rounds"])
                for figure in ("per_second", "p50_ms", "p99_ms")
            }
            parts.append("{0:>4} {per_second:9.0f}/s p50 {p50_ms:8.3f} p99 {p99_ms:8.3f} ms".format(at, **middle))
        lines.append(f"  {side:9}" + " |".join(parts))
    return "\n".join(lines)
