"""Extends schemathesis, which asks the server whatever its schema allows, and what it does not.

Its own checks fail on every error of an answer; but most of what it makes up has to be refused. So answers are judged
here: JSON of GraphQL's shape, with the status 200 or 4xx, and with codes from docs/ERRORS.md that do not stand for a
mistake of ours. Values are made here too: of texts alone it would never meet a node of the sample.

used as: SCHEMATHESIS_HOOKS=judge_answers schemathesis run ADDRESS --checks documented_answer
"""

import pathlib
import re

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

ERRORS = pathlib.Path(__file__).parents[2] / "docs/ERRORS.md"
CODES = set(re.findall(r"^\| `([A-Z_]+)` ", ERRORS.read_text(encoding="utf-8"), re.MULTILINE))
# A store that is there, and no client at a distance: neither can be the reason.
OURS = {"INTERNAL", "UNAVAILABLE", "TIMEOUT"}

KNOWN = ["cl-litek", "cl-slovak-plastic", "ch-consortia", "AGRI", "ICT", "LT", "LITEK"]
DATES = ["2014", "2014-10", "2014-10-20", "2016-02-29", "9999-12-31", "0001", "2014-13", "-1"]
INSTANTS = ["2025-03-01T12:00:00Z", "2025-03-01T12:00:00.123456789+02:00", "2025-03-01"]

words = st.sampled_from(KNOWN) | st.text()
schemathesis.graphql.scalar("ID", words.map(nodes.String))
schemathesis.graphql.scalar("String", words.map(nodes.String))
schemathesis.graphql.scalar("PartialDate", st.sampled_from(DATES).map(nodes.String))
schemathesis.graphql.scalar("Instant", st.sampled_from(INSTANTS).map(nodes.String))
schemathesis.graphql.scalar("Long", st.integers(-(2**63), 2**63 - 1).map(nodes.Int))


@schemathesis.check
def documented_answer(_context, response, _case):
    """Whether an answer is one that the documents promise."""
    told = response.text[:500]
    assert response.status_code == 200 or 400 <= response.status_code < 500, told
    answer = response.json()
    assert answer.keys() <= {"data", "errors", "extensions"}, told
    assert "data" in answer or answer["errors"], told
    for error in answer.get("errors", []):
        assert error["message"], told
        code = error["extensions"]["code"]
        assert code in CODES and code not in OURS, f"{code}: {told}"
