#!/usr/bin/env python3
"""Turns a generated network (nodes/<Kind>.csv, rels/<LINK>.csv) into a folder that `tinklas import` reads.

usage: convert.py GENERATED OUT
"""
import csv
import pathlib
import sys

# Generated file -> (file of the folder, {generated column: column of the folder}). Countries come with the
# rows that name them.
FILES = {
    "nodes/Sector": ("sectors", {"id": "code", "nameEn": "name_en", "nameLt": "name_lt"}),
    "nodes/Competence": ("competences", {"id": "code", "name": "name"}),
    "nodes/Cluster": ("clusters", dict.fromkeys(["id", "name", "country", "founded", "label"])),
    "nodes/Company": ("companies", dict.fromkeys(["id", "name", "country", "employees"])),
    "nodes/Expert": (
        "people",
        {"id": None, "name": None, "level": "expert_level", "role": None, "country": None},
    ),
    "nodes/Challenge": ("challenges", dict.fromkeys(["id", "title", "status"])),
    "nodes/Project": (
        "projects",
        {"id": None, "title": None, "start": None, "budget": "budget_eur"},
    ),
    "rels/IN_SECTOR": ("in_sector", dict.fromkeys(["from", "to"])),
    "rels/MEMBER_OF": ("memberships", {"from": "member", "to": "of", "since": None}),
    "rels/HAS_COMPETENCE": ("expertise", {"from": "person", "to": "competence", "level": None}),
    "rels/WORKS_IN": ("works_in", {"from": "person", "to": "sector", "years": None}),
    "rels/ADVISES": ("advises", {"from": "person", "to": "target", "since": None}),
    "rels/FACES": ("faces", dict.fromkeys(["from", "to"])),
    "rels/REQUIRES": ("requires", {"from": "challenge", "to": "competence", "weight": None}),
    "rels/PARTICIPATES_IN": ("participations", {"from": "participant", "to": "project", "role": None}),
    "rels/WORKED_ON": ("worked_on", {"from": "person", "to": "project", "role": None}),
    "rels/PARTNERS_WITH": ("partnerships", dict.fromkeys(["from", "to", "since", "kind"])),
}


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    generated, out = map(pathlib.Path, sys.argv[1:])
    missing = [name for name in FILES if not (generated / f"{name}.csv").is_file()]
    if missing:
        print(f"{generated} lacks {', '.join(missing)}", file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    rows = 0
    for name, (file, columns) in FILES.items():
        with (
            open(generated / f"{name}.csv", newline="", encoding="utf-8") as source,
            open(out / f"{file}.csv", "w", newline="", encoding="utf-8") as target,
        ):
            reader, writer = csv.reader(source), csv.writer(target, lineterminator="\n")
            header = next(reader)
            if sorted(header) != sorted(columns):
                print(f"{name}.csv has {header}, expected {list(columns)}", file=sys.stderr)
                return 1
            writer.writerow([columns[column] or column for column in header])
            for row in reader:
                writer.writerow(row)
                rows += 1
    (out / "dataset.toml").write_text('source = "a generated network"\n', encoding="utf-8")
    print(f"{rows} rows in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
