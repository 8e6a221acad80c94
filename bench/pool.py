#!/usr/bin/env python3
"""Measures how many connections to Neo4j, and how many rows at a time, serve best.

usage: bench/pool.py PROGRAM ADDRESS FOLDER [--seconds 3] [--rounds 3]

PROGRAM is `tinklas`, ADDRESS a Neo4j that may be written to (its password is in TINKLAS_NEO4J_PASSWORD), FOLDER a network
for it. Prints for each number of connections the lists answered per second and their slowest hundredth with 64 clients, and
for each fetch size the milliseconds of an export of everything: the only statements with thousands of rows. Each figure is
the middle of the rounds, with the least and the most; the settings take turns in each round.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

# Beside this file, found by the line above.
import measure  # noqa: E402

CONNECTIONS = (1, 4, 8, 16, 32, 64)
FETCH_SIZES = (20, 200, 1000, 5000)
CLIENTS = 64
# Each is a statement of its own; look-ups by id that come together share one, so that they need one connection.
LIST = "query ($text: String!) { companies(first: 20, filter: { name: { contains: $text } }) { nodes { id name } } }"
TEXTS = ("a", "el", "laser", "tech", "uab", "met", "oda", "bio")


class Bench:
    """A program on a Neo4j, served with settings."""

    def __init__(self, arguments, work: pathlib.Path):
        self.program = arguments.program.absolute()
        self.address = arguments.address
        self.seconds = arguments.seconds
        self.work = work

    def serving(self, *settings) -> measure.Server:
        """A server with settings."""
        port = measure.free_port()
        command = [self.program, "serve", "--store", self.address, "--listen", f"127.0.0.1:{port}", *settings]
        return measure.Server(command, port, self.work / "server.log")

    def lists(self, connections: int, bodies: pathlib.Path) -> dict:
        """What a server with so many connections answers."""
        with self.serving("--neo4j-connections", str(connections)) as server:
            server.until(lambda: server.get("/health/ready") == 200)
            server.load(bodies, CLIENTS, 1)
            return server.load(bodies, CLIENTS, self.seconds)

    def export(self, fetch_size: int) -> float:
        """Milliseconds for everything, fetched in parts of so many rows."""
        with self.serving("--neo4j-fetch-size", str(fetch_size)) as server:
            server.until(lambda: server.get("/health/ready") == 200)
            took = []
            for _ in range(4):
                begun = time.monotonic()
                with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/export?format=gexf") as answer:
                    answer.read()
                took.append((time.monotonic() - begun) * 1000)
            return min(took[1:])


def spread(figures: list[float]) -> str:
    """The middle, with the least and the most."""
    return f"{statistics.median(figures):8.0f} ({min(figures):.0f} to {max(figures):.0f})"


def main():
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("address")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=3, help="how long each load lasts")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        bench = Bench(arguments, work)
        command = [bench.program, "import", arguments.folder, "--store", arguments.address]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
        bodies = work / "bodies.txt"
        asked = [json.dumps({"query": LIST, "variables": {"text": text}}) for text in TEXTS]
        bodies.write_text("".join(f"{body}\n" for body in asked), encoding="utf-8")
        listed = {number: [] for number in CONNECTIONS}
        exported = {size: [] for size in FETCH_SIZES}
        for _ in range(arguments.rounds):
            for number, figures in listed.items():
                figures.append(bench.lists(number, bodies))
            for size, figures in exported.items():
                figures.append(bench.export(size))
    print(f"connections   lists/s with {CLIENTS} clients       slowest hundredth, ms")
    for number, figures in listed.items():
        rates, slow = ([one[name] for one in figures] for name in ("per_second", "p99_ms"))
        print(f"{number:11}   {spread(rates):28}   {spread(slow)}")
    print("fetch size    export of everything, ms")
    for size, figures in exported.items():
        print(f"{size:10}    {spread(figures)}")


if __name__ == "__main__":
    main()
