"""What we compare with on Neo4j: the established GraphQL library, and hand-written statements (the floor)."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import measure
import workload


class Peer:
    """The peer's programs, copied to a folder where they can be installed and built."""

    def __init__(self, source: pathlib.Path, work: pathlib.Path):
        self.folder = work / "peer"
        self.work = work
        self.floor_target = work / "floor-target"
        self.python = work / "venv/bin/python"
        installed = shutil.ignore_patterns("node_modules", "target")
        shutil.copytree(source, self.folder, dirs_exist_ok=True, ignore=installed)

    def install(self) -> None:
        """Fetches and builds what it needs; a second time that is quick."""
        lock = (self.folder / "package-lock.json").read_text(encoding="utf-8")
        mark = self.work / "peer.lock"
        if not mark.is_file() or mark.read_text(encoding="utf-8") != lock:
            measure.finished(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=self.folder)
            mark.write_text(lock, encoding="utf-8")
        if not self.python.is_file():
            measure.finished([sys.executable, "-m", "venv", self.work / "venv"])
            pip = [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "neo4j>=6,<7"]
            measure.finished(pip)
        build = ["cargo", "build", "--release", "--quiet"]
        # Its tool chain is the one of the machine, its files are not ours.
        environment = {**os.environ, "CARGO_TARGET_DIR": str(self.floor_target)}
        measure.finished(build, cwd=self.folder / "floor-rs", env=environment)

    def loading(self, generated: pathlib.Path, address: str) -> list:
        """The command that loads a generated network into an empty database."""
        return [self.python, self.folder / "load.py", generated, "--uri", address]

    def serving(self, address: str) -> measure.Server:
        """Its server over a database."""
        port = measure.free_port()
        environment = {**os.environ, "PORT": str(port), "NEO4J_URI": address}
        command = ["node", self.folder / "server.mjs"]
        server = measure.Server(command, port, self.work / "peer.log", cwd=self.folder, env=environment)
        server.until(lambda: b"data" in server.post('{"query":"{ __typename }"}'), limit=120)
        return server

    def text(self, name: str) -> str | None:
        """Its query for one of ours, by the number in front; none when it has none."""
        found = sorted((self.folder / "queries").glob(f"{workload.number(name)}_*.graphql"))
        return " ".join(found[0].read_text(encoding="utf-8").split()) if found else None


class Floor:
    """The best of the hand-written statements for a query."""

    def __init__(self, peer: Peer, name: str, variables: list[dict], address: str):
        self.number = workload.number(name)
        self.root = peer.work / "floor" / self.number
        self.program = peer.floor_target / "release/floor-rs"
        self.address = address.removeprefix("bolt://")
        shutil.rmtree(self.root, ignore_errors=True)
        for folder in ("cypher/floor", "cypher/levels", "vars"):
            (self.root / folder).mkdir(parents=True)
        # The program reads these whether it runs them or not.
        for level in range(1, 5):
            (self.root / f"cypher/levels/L{level}.cypher").touch()
        (self.root / f"vars/{self.number}.json").write_text(json.dumps(variables), encoding="utf-8")
        self.statements = sorted((peer.folder / "cypher/floor").glob(f"{self.number}_*.cypher"))
        for statement in self.statements:
            shutil.copy(statement, self.root / "cypher/floor")

    def warm(self, seconds: int) -> None:
        """Runs all statements for the query, and keeps the quickest."""
        if len(self.statements) > 1:
            self._run(16, seconds)
            best = min(self._run(1, seconds), key=lambda one: one["p50_ms"])["query"]
            for statement in (self.root / "cypher/floor").iterdir():
                if statement.stem != best:
                    statement.unlink()
        else:
            self._run(16, seconds)

    def load(self, connections: int, seconds: int) -> dict:
        """Statements per second and latencies."""
        one = self._run(connections, seconds)[0]
        return {"per_second": one["rps"], "p50_ms": one["p50_ms"], "p99_ms": one["p99_ms"], "statement": one["query"]}

    def _run(self, connections: int, seconds: int) -> list[dict]:
        command = [self.program, self.root, "--mode", "floor", "--driver", "09", "--only", self.number]
        command += ["--conns", str(connections), "--secs", str(seconds)]
        environment = {**os.environ, "NEO4J_ADDR": self.address}
        done = subprocess.run(
            [str(part) for part in command], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode or not done.stdout:
            raise measure.Failed(f"the floor of {self.number}: {done.stdout}{done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]
