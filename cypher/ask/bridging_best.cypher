// The best of the people who work in two sectors.
//
// parameters  $first, $second: ids of the sectors; $most: how many are told; $slack: by how much a score may be off;
//             $surest, $doubt, $half, $unstated: what years in a sector are worth; $old, $fresh, $rate, $undated: and their
//             age; $weaker, $stronger: what the two sides are
// slots       works: the kind of link of who works in a sector; years x, years y: the years that a link states
// rows        how many there are; the newest day that the network knows of; of every person who may be among the first and
//             their ties, all bare
// index       Node.id, TinklasState.key
//
// A property that is not there costs a walk over those that are, so dates are asked only where links of the kind have any.
// Who somebody is costs a look at each of the thousands who work in one of the sectors: so the score asks for it, which is
// worked out for those in both.
// The formulas are those of src/ask/score.rs. Where anybody has several links to a sector, which count more together than each
// alone, nobody is left out: to put them together for every candidate takes a third of the time.
OPTIONAL MATCH (state:TinklasState {key: 'state'})
WITH state.newest_seen AS newest, coalesce('{{works}}' IN state.dated, true) AS dated
WITH newest, dated, toInteger(left(newest, 4)) AS year
MATCH (a:Node{{&seen}} {id: $first})<-[x:{{works}}]-(p)
MATCH (b:Node{{&seen}} {id: $second})<-[y:{{works}}]-(p)
USING JOIN ON p
WHERE {{passes}}
WITH newest, p, x, y, {{years x}} AS years, {{years y}} AS others,
  CASE WHEN dated AND coalesce(x.until_first, x.seen_first, x.since_first) IS NOT NULL THEN year - coalesce(x.until_first,
    CASE WHEN x.seen_first > coalesce(x.since_first, 0) THEN x.seen_first ELSE x.since_first END) / 10000 END AS ago,
  CASE WHEN dated AND coalesce(y.until_first, y.seen_first, y.since_first) IS NOT NULL THEN year - coalesce(y.until_first,
    CASE WHEN y.seen_first > coalesce(y.since_first, 0) THEN y.seen_first ELSE y.since_first END) / 10000 END AS before
WITH newest, p, x, y,
  coalesce($surest - $doubt / (CASE WHEN years < 0 THEN 0 ELSE years END + $half), $unstated)
    * ($old + $fresh * CASE WHEN ago IS NULL THEN $undated WHEN ago < 0 THEN 1.0 ELSE exp($rate * ago) END) AS u,
  coalesce($surest - $doubt / (CASE WHEN others < 0 THEN 0 ELSE others END + $half), $unstated)
    * ($old + $fresh * CASE WHEN before IS NULL THEN $undated WHEN before < 0 THEN 1.0 ELSE exp($rate * before) END) AS v
WITH newest, p, x, y, CASE
  WHEN NOT p:Person{{&seen}}&!TinklasObjected THEN null
  WHEN u < v THEN u * ($weaker + $stronger * v)
  ELSE v * ($weaker + $stronger * u) END AS score
WHERE score IS NOT NULL
WITH newest, score, p, x, y
ORDER BY score DESC
WITH newest, collect(score) AS scores, collect(p) AS people, collect(x) AS xs, collect(y) AS ys, count(DISTINCT p) AS found
WITH newest, scores, people, xs, ys, found,
  CASE WHEN found = size(people) THEN coalesce(scores[$most - 1], 0) - $slack ELSE 0 END AS least
WITH newest, people, xs, ys, found, size([score IN scores WHERE score >= least]) AS told
RETURN [found, newest] + [at IN range(0, told - 1) |
  [{{bare node people[at]}}, {{bare link xs[at]}}, {{bare link ys[at]}}]] AS row
