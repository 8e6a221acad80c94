"""A Neo4j for the benchmark: started by tests/neo4j/server, kept in a folder."""

import os
import pathlib
import subprocess
import sys

import measure

SERVER = pathlib.Path(__file__).resolve().parent.parent / "tests/neo4j/server"
# Every Neo4j of a run has the same settings. Without a password: the peer and the floor give none.
SETTINGS = {
    "NEO4J_AUTH": "none",
    "NEO4J_HEAP": "1g",
    "NEO4J_CACHE": "512m",
    "NEO4J_STATEMENTS": "1000",
    "NEO4J_JAVA": "-XX:+UseG1GC",
}


class Neo4j:
    """A database that is stopped at the end of a `with`; its data stay in the folder."""

    def __init__(self, folder: pathlib.Path, target: pathlib.Path):
        self.folder = folder
        self.environment = {**os.environ, **SETTINGS, "CARGO_TARGET_DIR": str(target)}
        self.address = ""

    def _run(self, *words) -> str:
        command = [str(word) for word in (SERVER, *words)]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise measure.Failed(f"`{' '.join(command)}` ended with {done.returncode}")
        return done.stdout

    def __enter__(self):
        self._run("install")
        # One that a broken run left behind would have other settings.
        self._run("stop", self.folder)
        told = dict(line.split("=", 1) for line in self._run("start", self.folder).splitlines())
        self.address = told["TINKLAS_TEST_NEO4J"]
        return self

    def __exit__(self, *_):
        self._run("stop", self.folder)

    def fill(self, command: list, stamp: str, **options) -> dict | None:
        """Runs a program that fills it, unless an earlier run did so with the same stamp; what it took."""
        mark = self.folder / "filled"
        if mark.is_file() and mark.read_text(encoding="utf-8") == stamp:
            return None
        took = measure.finished(command, stdout=sys.stderr, **options)
        mark.write_text(stamp, encoding="utf-8")
        return took
