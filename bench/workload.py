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


def texts() -> dict[str, str]:
    """The text of each query by its name: `Q01_by_id`."""
    named = {path.stem: path.read_text(encoding="utf-8") for path in sorted(QUERIES.glob("*.graphql"))}
    # Clients send what they have: one line, without the comment.
    return {name: " ".join(text.split("\n", 1)[1].split()) for name, text in named.items()}


def variables(generated: pathlib.Path, ask) -> dict[str, list[dict]]:
    """For each query, the variables to rotate. `ask(text, variables)` asks the server, which hands out cursors."""
    draw = random.Random(20)
    clusters = rows(generated, "nodes/Cluster")
    members = collections.Counter(row["to"] for row in rows(generated, "rels/MEMBER_OF"))
    partners = rows(generated, "rels/PARTNERS_WITH")
    linked = sorted({row[end] for row in partners for end in ("from", "to")})
    large = [row["id"] for row in clusters if members[row["id"]] >= 5]
    some_large = [{"id": draw.choice(large)} for _ in range(VARIABLES)]
    return {
        "Q01_by_id": some_large,
        "Q02_by_country": [
            {"country": f"country:{code}"} for code in sorted({row["country"] for row in clusters})
        ],
        "Q03_deep": some_large,
        "Q10_neighbourhood": [{"id": draw.choice(linked)} for _ in range(VARIABLES)],
        "Q20_page": pages(ask),
    }


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
