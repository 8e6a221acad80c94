"""Whether our answers and the peer's are to the same question, judged by the ids in them.

Lists that are ordered alike on both sides must hold the same ids. Where the peer cuts a list without an order, or ranks
by another formula, each side must list as many, and everything that it lists must stand in the generated files.
"""

import collections
import pathlib

import measure
import workload


class Truth:
    """Who is linked to whom in a generated network."""

    def __init__(self, generated: pathlib.Path):
        def pairs(link: str):
            return [(row["from"], row["to"]) for row in workload.rows(generated, f"rels/{link}")]

        self.members = _by(((to, member) for member, to in pairs("MEMBER_OF")))
        self.projects = _by(pairs("PARTICIPATES_IN"))
        partners = pairs("PARTNERS_WITH")
        self.partners = _by(partners + [(to, one) for one, to in partners])
        self.workers = _by((sector, person) for person, sector in pairs("WORKS_IN"))
        able = _by((competence, person) for person, competence in pairs("HAS_COMPETENCE"))
        self.helpers = {
            challenge: set().union(*(able[competence] for competence in needed))
            for challenge, needed in _by(pairs("REQUIRES")).items()
        }


def _by(pairs) -> dict[str, set]:
    found = collections.defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


def check(name: str, truth: Truth, variables: list[dict], ours: list[dict], theirs: list[dict]) -> None:
    """Fails with the first pair of answers that do not agree."""
    number = workload.number(name)
    for asked, our, their in zip(variables, ours, theirs, strict=True):
        read = READ[number]
        try:
            one, other = read(our["data"], OURS), read(their["data"], THEIRS)
        except (LookupError, TypeError):
            raise measure.Failed(f"{asked}: we answer {our}, the peer {their}") from None
        if number in JUDGED:
            wrong = [fault for answer in (one, other) if (fault := JUDGED[number](answer, asked, truth))]
            if wrong:
                raise measure.Failed(f"{asked}: {wrong[0]}")
            one, other = SIZE[number](one), SIZE[number](other)
        if one != other:
            raise measure.Failed(f"{asked}: we answer {one}, the peer {other}")


# How the two sides wrap what they list.
OURS, THEIRS = "ours", "theirs"


def _cluster(data, side) -> dict:
    return data["cluster"] if side == OURS else data["clusters"][0]


def _nodes(connection, side) -> list:
    return connection["nodes"] if side == OURS else connection


def _by_id(data, side):
    return _cluster(data, side)["id"]


def _by_country(data, side):
    listed = _nodes(data["clusters"], side)
    return [(one["id"], sorted(sector["id"].removeprefix("sector:") for sector in one["sectors"])) for one in listed]


def _deep(data, side):
    cluster = _cluster(data, side)
    members = cluster["members" if side == OURS else "membersConnection"]
    listed = {
        edge["node"]["id"]: {
            project["id"]: sorted(one["name"] for one in _nodes(project["participants"], side))
            for project in _nodes(edge["node"]["projects"], side)
        }
        for edge in members["edges"]
    }
    return members["totalCount"], listed


def _deep_is_true(answer, asked, truth):
    total, listed = answer
    members = truth.members[asked["id"]]
    if total != len(members) or len(listed) != min(25, total) or not listed.keys() <= members:
        return f"{len(listed)} members of {total}; the file has {len(members)}"
    for member, projects in listed.items():
        all_projects = truth.projects[member]
        if len(projects) != min(5, len(all_projects)) or not projects.keys() <= all_projects:
            return f"projects {sorted(projects)} of {member}; the file has {sorted(all_projects)}"
    return None


def _listed(data, side):
    return [one["id"] for one in _nodes(data["clusters"], side)]


def _numbers(data, side):
    cluster = _cluster(data, side)
    if side == OURS:
        members = cluster["members"]["aggregate"]
        counts = [members["count"], cluster["projects"]["totalCount"], cluster["advisers"]["totalCount"]]
        return cluster["id"], counts, _rounded(members["employees"]["average"])
    members = cluster["membersConnection"]["aggregate"]
    advisers = cluster["advisersConnection"]["aggregate"]["count"]["nodes"]
    counts = [members["count"]["nodes"], cluster["projectsConnection"]["totalCount"], advisers]
    return cluster["id"], counts, _rounded(members["node"]["employees"]["average"])


def _budgets(data, side):
    if side == OURS:
        told = data["projects"]["aggregate"]
        return told["count"], _rounded(told["budget"]["average"]), told["budget"]["max"]
    told = data["projectsConnection"]["aggregate"]
    return told["count"]["nodes"], _rounded(told["node"]["budget"]["average"]), told["node"]["budget"]["max"]


def _rounded(average):
    """An average as far as two ways to make it come to the same."""
    return None if average is None else float(f"{average:.9g}")


def _items(field, key):
    def read(data, side):
        listed = data[field]["items"] if side == OURS else data[field]
        return [one[key]["id"] if side == OURS else one["id"] for one in listed]

    return read


def _connects(answer, asked, truth):
    both = truth.workers[asked["a"]] & truth.workers[asked["b"]]
    return _among(answer, both, "work in both sectors")


def _helps(answer, asked, truth):
    return _among(answer, truth.helpers[asked["challenge"]], "have a competence that is required")


def _among(answer, right, which):
    if len(answer) == min(20, len(right)) and len(answer) == len(set(answer)) and right.issuperset(answer):
        return None
    return f"{answer}; {len(right)} {which}"


def _path(data, side):
    if side == THEIRS:
        return data["partnershipPath"]
    paths = data["partnershipPaths"]["items"]
    return [node["id"] for node in paths[0]["nodes"]] if paths else []


def _is_path(answer, asked, truth):
    ends = not answer or (answer[0], answer[-1]) == (asked["from"], asked["to"])
    steps = all(to in truth.partners[one] for one, to in zip(answer, answer[1:]))
    return None if ends and steps else f"{answer} is no path over partnerships"


def _search(data, side):
    return [one["id"] for one in _nodes(data["experts"], side)]


def _neighbourhood(data, side):
    def partners(cluster):
        return cluster["partners" if side == OURS else "partnersConnection"]["edges"]

    cluster = _cluster(data, side)
    listed = [
        (edge["node"]["id"], sorted(inner["node"]["id"] for inner in partners(edge["node"])))
        for edge in partners(cluster)
    ]
    return cluster["id"], sorted(listed)


# What of an answer is compared, by the query's number.
READ = {
    "Q01": _by_id,
    "Q02": _by_country,
    "Q03": _deep,
    "Q04": _listed,
    "Q05": _numbers,
    "Q05b": _budgets,
    "Q06": _items("expertsConnecting", "expert"),
    "Q07": _items("expertsForChallenge", "expert"),
    "Q08": _path,
    "Q09": _search,
    "Q10": _neighbourhood,
}
# Those that are judged by the files, and what of them is compared then.
JUDGED = {"Q03": _deep_is_true, "Q06": _connects, "Q07": _helps, "Q08": _is_path}
SIZE = {"Q03": lambda answer: answer[0], "Q06": len, "Q07": len, "Q08": len}
