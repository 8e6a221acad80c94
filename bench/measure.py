"""Programs that are started, waited for and measured."""

import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import time

LOAD = pathlib.Path(__file__).parent / "load.lua"


class Failed(Exception):
    """Something did not work; the text says what."""


def finished(command: list, **options) -> dict:
    """Runs a program to its end: seconds and the most memory it had, in MB."""
    began = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], **options)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(f"`{' '.join(map(str, command))}` ended with {process.returncode}")
    return {"seconds": round(time.monotonic() - began, 3), "peak_mb": used.ru_maxrss // 1024}


def read_json(file: pathlib.Path) -> dict:
    """What a program printed as JSON."""
    return json.loads(file.read_text(encoding="utf-8"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A server that is stopped at the end of a `with`."""

    def __init__(self, command: list, port: int, log: pathlib.Path, **options):
        self.port = port
        self.log = log
        with open(log, "wb") as out:
            self.began = time.monotonic()
            self.process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)

    def until(self, ready, limit: float = 60) -> float:
        """Seconds from the start until `ready()` holds."""
        while time.monotonic() - self.began < limit:
            if self.process.poll() is not None:
                break
            try:
                if ready():
                    return round(time.monotonic() - self.began, 3)
            except OSError:
                pass
            time.sleep(0.002)
        raise Failed(f"the server did not get ready; its output:\n{self.log.read_text()}")

    def get(self, path: str) -> int:
        """The status of a GET."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse().status

    def post(self, body: str) -> bytes:
        """The answer to a GraphQL request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        connection.request("POST", "/graphql", body, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise Failed(f"status {answer.status}: {text[:500]!r} for {body}")
        return text

    def ask(self, text: str, variables: dict) -> dict:
        """The answer to a query, which must have no errors."""
        answer = json.loads(self.post(json.dumps({"query": text, "variables": variables})))
        if answer.get("errors"):
            raise Failed(f"{json.dumps(answer['errors'])[:800]} for {text} {variables}")
        return answer

    def memory(self) -> dict:
        """What it holds now and held at most, in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        value = lambda key: int(re.search(rf"{key}:\s+(\d+)", status)[1]) // 1024
        return {"now_mb": value("VmRSS"), "peak_mb": value("VmHWM")}

    def load(self, bodies: pathlib.Path, connections: int, seconds: int) -> dict:
        """Requests per second and latencies under load from wrk."""
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", LOAD]
        command.append(f"http://127.0.0.1:{self.port}/graphql")
        done = subprocess.run(
            [str(part) for part in command],
            env={**os.environ, "BODIES": str(bodies)},
            capture_output=True,
            text=True,
            check=False,
        )
        line = re.search(r"^\{.*\}$", done.stdout, re.MULTILINE)
        if not line:
            raise Failed(f"wrk said: {done.stdout}{done.stderr}")
        measured = json.loads(line[0])
        if measured["failed"]:
            raise Failed(f"{measured['failed']} requests failed: {done.stdout}")
        return measured
