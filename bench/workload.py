"""What is asked: the queries of `queries/`, each with variables drawn from a generated network by a fixed seed."""

import collections
import csv
import json
import pathlib
import random

QUERIES = pathlib.Path(__file__).parent / "queries"
# How many different variables a query gets.
VARIABLES = 200
# How many pages the query for pages walks through.
PAGES = 20


def rows(generated: pathlib.Path, table: str) -> list[dict]:
    """The rows of a table of a generated network: `nodes/Cluster`."""
    with open(generated / f"{table}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(name: str) -> str:
    """The number of a query, which says what it asks: `Q01` of `Q01_by_id`."""
    return name.split("_")[0]


def is_rich(name: str) -> bool:
    """Whether a query asks for all that an answer can tell: it has no counterpart at the peer."""
    return name.endswith("_rich")


def texts() -> dict[str, str]:
    """The text of each query by its name: `Q01_by_id`."""
    named = {path.stem: path.read_text(encoding="utf-8") for path in sorted(QUERIES.glob("*.graphql"))}
    # Clients send what they have: one line, without the comment.
    return {name: " ".join(text.split("\n", 1)[1].split()) for name, text in named.items()}


def variables(generated: pathlib.Path, ask) -> dict[str, list[dict]]:
    """For each query's number, the variables to rotate. `ask(text, variables)` asks the server, which gives cursors."""
    draw = random.Random(20)
    clusters = rows(generated, "nodes/Cluster")
    members = collections.Counter(row["to"] for row in rows(generated, "rels/MEMBER_OF"))
    partners = rows(generated, "rels/PARTNERS_WITH")
    linked = sorted({row[end] for row in partners for end in ("from", "to")})
    large = [row["id"] for row in clusters if members[row["id"]] >= 5]
    some_large = [{"id": draw.choice(large)} for _ in range(VARIABLES)]
    sectors = [row["id"] for row in rows(generated, "nodes/Sector")]
    required = sorted({row["from"] for row in rows(generated, "rels/REQUIRES")})
    experts = len(rows(generated, "nodes/Expert"))
    joined = sorted(component(partners, clusters[0]["id"]))
    return {
        "Q01": some_large,
        "Q02": [{"country": f"country:{code}"} for code in sorted({row["country"] for row in clusters})],
        "Q03": some_large,
        "Q04": [{"sector": sector, "year": str(year)} for sector in sectors for year in range(2022, 2027)],
        "Q05": some_large,
        "Q05b": [{"year": str(year)} for year in range(2014, 2027)],
        "Q06": [{"a": a, "b": b} for a in sectors for b in sectors if a != b],
        "Q07": [{"challenge": draw.choice(required)} for _ in range(VARIABLES)],
        "Q08": [dict(zip(("from", "to"), draw.sample(joined, 2))) for _ in range(VARIABLES)],
        "Q09": [{"text": f"eXPERT {draw.randrange(1, max(2, experts // 100))}"} for _ in range(VARIABLES)],
        "Q10": [{"id": draw.choice(linked)} for _ in range(VARIABLES)],
        "Q20": pages(ask),
    }


def peers(all_variables: list[dict]) -> list[dict]:
    """The same variables for the peer, where a country is its code alone and a year a number."""

    def peer(key: str, value: str):
        return int(value) if key == "year" else value.removeprefix("country:")

    return [{key: peer(key, value) for key, value in one.items()} for one in all_variables]


def component(links: list[dict], start: str) -> set[str]:
    """Everything that is linked to `start`, however far."""
    beside = collections.defaultdict(set)
    for row in links:
        beside[row["from"]].add(row["to"])
        beside[row["to"]].add(row["from"])
    found, left = {start}, [start]
    while left:
        new = beside[left.pop()] - found
        found |= new
        left.extend(new)
    return found


def pages(ask) -> list[dict]:
    """The cursors before each of the first pages of companies."""
    text = texts()["Q20_page"]
    found = [{"after": None}]
    while len(found) < PAGES:
        info = ask(text, found[-1])["data"]["companies"]["pageInfo"]
        if info["endCursor"] is None:
            break
        found.append({"after": info["endCursor"]})
    return found


def is_empty(data) -> bool:
    """Whether an answer holds nothing: then it would be fast for the wrong reason."""
    if isinstance(data, dict):
        return all(is_empty(value) for value in data.values())
    if isinstance(data, list):
        return all(is_empty(value) for value in data)
    return data is None or data == 0


def bodies(text: str, all_variables: list[dict]) -> list[str]:
    """The request bodies of a query, one for each of its variables."""
    return [json.dumps({"query": text, "variables": each}) for each in all_variables]
