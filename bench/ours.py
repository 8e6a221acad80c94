"""Tinklas under measurement: built, filled, and served from a file or from Neo4j."""

import os
import pathlib
import sys

import measure

HERE = pathlib.Path(__file__).resolve().parent
# The sample's first question, for the time from start to first answer.
FIRST = '{"query":"{ clusters(first: 1) { nodes { name } } }"}'
# An address needs a password; a Neo4j without authentication takes any.
ENVIRONMENT = {**os.environ, "TINKLAS_NEO4J_PASSWORD": "not asked for"}


class Tinklas:
    """Our programs, built for release."""

    def __init__(self, target: pathlib.Path, work: pathlib.Path):
        self.work = work
        self.program = target / "release/tinklas"
        self.plain_json = target / "release/examples/plain_json"
        self.durable_changes = target / "release/examples/durable_changes"
        command = ["cargo", "build", "--release", "--quiet", "--bin", "tinklas"]
        command += ["--example", "plain_json", "--example", "durable_changes"]
        measure.finished(command, cwd=HERE.parent)

    def fresh(self, name: str) -> pathlib.Path:
        """The path of a store's file that is not there."""
        for file in self.work.glob(name + "*"):
            file.unlink()
        return self.work / name

    def sample(self) -> dict:
        """From the start of a fresh server to its first answer about the sample, and from a second start."""
        store = self.fresh("sample.db")
        figures = {}
        for name in ("first start", "second start"):
            with self.serving(store) as server:
                answered = server.until(lambda: b'"name"' in server.post(FIRST))
                figures[name] = {"first_answer_seconds": answered, **server.memory()}
        return figures

    def changes(self, seconds: int) -> dict:
        """How many single changes are durable each second, with 64 under way at a time."""
        store, log = self.fresh("changes.db"), self.work / "changes.json"
        with open(log, "w", encoding="utf-8") as out:
            measure.finished([self.durable_changes, store, str(seconds)], stdout=out)
        return measure.read_json(log)

    def importing(self, folder: pathlib.Path, store) -> list:
        """The command that puts a folder into a store: a path, or an address."""
        return [self.program, "import", folder, "--store", store]

    def imported(self, folder: pathlib.Path) -> tuple[pathlib.Path, dict]:
        """A file with the network of a folder, and what that took."""
        store = self.fresh("network.db")
        took = measure.finished(self.importing(folder, store), stdout=sys.stderr, env=ENVIRONMENT)
        return store, {**took, "file_mb": store.stat().st_size // 1_000_000}

    def serving(self, store, name: str = "") -> measure.Server:
        """Our server on a store."""
        port = measure.free_port()
        command = [self.program, "serve", "--store", store, "--listen", f"127.0.0.1:{port}"]
        return measure.Server(command, port, self.work / f"{name or pathlib.Path(store).stem}.log", env=ENVIRONMENT)

    def plain(self, answers: list[bytes]) -> measure.Server:
        """A plain axum server that sends ready answers."""
        file = self.work / "answers.txt"
        file.write_bytes(b"\n".join(answers) + b"\n")
        port = measure.free_port()
        server = measure.Server([self.plain_json, file, f"127.0.0.1:{port}"], port, self.work / "plain.log")
        server.until(lambda: server.get("/graphql") == 405)
        return server
