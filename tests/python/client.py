"""A client as one would write it in Python, without packages: asks by POST, then by GET until nothing is new."""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

QUERY = """
query Members($id: ID!, $first: Int) {
  cluster(id: $id) { members(first: $first) { nodes { id name } } }
}
"""
VARIABLES = {"id": "cl-litek", "first": 3}


def post(address):
    body = json.dumps({"query": QUERY, "variables": VARIABLES}).encode()
    headers = {"Content-Type": "application/json", "Accept-Language": "lt"}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:
        return json.load(answer)["data"]["cluster"]["members"]["nodes"]


def get_again(address):
    query = urllib.parse.urlencode({"query": QUERY, "variables": json.dumps(VARIABLES)})
    with urllib.request.urlopen(f"{address}?{query}") as answer:
        tag = answer.headers["ETag"]
    again = urllib.request.Request(f"{address}?{query}", headers={"If-None-Match": tag})
    try:
        return urllib.request.urlopen(again).status
    except urllib.error.HTTPError as error:
        return error.code


members = post(sys.argv[1])
print(f"{len(members)} members, then {get_again(sys.argv[1])}")
