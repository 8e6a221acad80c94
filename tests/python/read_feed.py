"""Reads an Atom feed with feedparser and prints what it found as JSON.

usage: read_feed.py FILE
"""

import json
import sys

import feedparser


def main(path: str) -> None:
    """Prints the feed and its entries; fails where the feed is not well-formed."""
    with open(path, "rb") as file:
        read = feedparser.parse(file.read())
    if read.bozo:
        raise read.bozo_exception
    json.dump(
        {
            "version": read.version,
            "title": read.feed.title,
            "language": read.feed.get("language"),
            "id": read.feed.id,
            "entries": [
                {
                    "id": entry.id,
                    "title": entry.title,
                    "link": entry.link,
                    "author": entry.author,
                    "updated": list(entry.updated_parsed[:6]),
                    "text": entry.content[0].value,
                }
                for entry in read.entries
            ],
        },
        sys.stdout,
        ensure_ascii=False,
    )


main(sys.argv[1])
