// The best of the people who work in two sectors.
//
// parameters  $first, $second: ids of the sectors; $most: how many are told; $slack: by how much a score may be off;
//             $surest, $doubt, $half, $unstated: what years in a sector are worth; $old, $fresh, $rate, $undated, $year: and
//             their age; $weaker, $stronger: what the two sides are
// slots       works: the kind of link of who works in a sector; years x, years y: the years that a link states
// rows        how many there are; of every person who may be among the first and their ties, all bare
// index       Node.id
//
// Most candidates of most networks have no dates, and each property that is not there costs a walk over those that are: so
// it is asked first whether there is any.
// The formulas are those of src/ask/score.rs. Where anybody has several links to a sector, which count more together than each
// alone, nobody is left out: to put them together for every candidate takes a third of the time.
MATCH (a:Node{{&seen}} {id: $first})<-[x:{{works}}]-(p:Person{{&seen}})
MATCH (b:Node{{&seen}} {id: $second})<-[y:{{works}}]-(p)
USING JOIN ON p
WHERE {{passes}}
WITH p, x, y, {{years x}} AS years, {{years y}} AS others,
  CASE WHEN coalesce(x.until_first, x.seen_first, x.since_first) IS NOT NULL THEN $year - coalesce(x.until_first,
    CASE WHEN x.seen_first > coalesce(x.since_first, 0) THEN x.seen_first ELSE x.since_first END) / 10000 END AS ago,
  CASE WHEN coalesce(y.until_first, y.seen_first, y.since_first) IS NOT NULL THEN $year - coalesce(y.until_first,
    CASE WHEN y.seen_first > coalesce(y.since_first, 0) THEN y.seen_first ELSE y.since_first END) / 10000 END AS before
WHERE coalesce(p.suggestable <> 'OBJECTED', true)
WITH p, x, y,
  coalesce($surest - $doubt / (CASE WHEN years < 0 THEN 0 ELSE years END + $half), $unstated)
    * ($old + $fresh * CASE WHEN ago IS NULL THEN $undated WHEN ago < 0 THEN 1.0 ELSE exp($rate * ago) END) AS u,
  coalesce($surest - $doubt / (CASE WHEN others < 0 THEN 0 ELSE others END + $half), $unstated)
    * ($old + $fresh * CASE WHEN before IS NULL THEN $undated WHEN before < 0 THEN 1.0 ELSE exp($rate * before) END) AS v
WITH p, x, y, CASE WHEN u < v THEN u * ($weaker + $stronger * v) ELSE v * ($weaker + $stronger * u) END AS score
ORDER BY score DESC
WITH collect([score, p, x, y]) AS ranked, count(DISTINCT p) AS found
WITH ranked, found, CASE WHEN found = size(ranked) THEN coalesce(ranked[$most - 1][0], 0) - $slack ELSE 0 END AS least
UNWIND [one IN ranked WHERE one[0] >= least] AS one
WITH found, one[1] AS p, one[2] AS x, one[3] AS y
WITH found, collect([{{bare node p}}, {{bare link x}}, {{bare link y}}]) AS told
RETURN [found] + told AS row
