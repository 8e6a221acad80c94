// The best of the people who have some of the competences needed.
//
// parameters  $needs: of each competence its id and the share in the score of one level of it; $breadth: the share of having
//             one; $fresh, $near: the most that freshness and nearness add; $undated: what freshness adds without a date;
//             $most: how many are told; $slack: by how much a score may be off; $sectors: ids
// slots       works: the kind of link of who works in a sector; level: the level of a link, which may take $highest, the
//             highest, and $unstated, what one counts that states none
// rows        how many there are; of every person who may be among the first: who, the links to the competences and those to
//             the sectors, each with the id of its end, and all bare
// index       Node.id
//
// The formulas are those of src/ask/score.rs. How fresh and how near somebody is adds little, and is not worked out: it may
// be nothing, or all of it. Who has links for one competence several times is always told.
UNWIND $needs AS need
MATCH (c:Node{{&seen}} {id: need[0]})<-[has:HAS_COMPETENCE]-(p:Person{{&seen}})
WHERE {{passes}}
WITH p, collect([has, need[0]]) AS held, max(has.tag) > 0 AS several,
  count(coalesce(has.since, has.until, has.seen)) > 0 AS dated,
  sum($breadth + need[1] * {{level}}) AS score
WHERE coalesce(p.suggestable <> 'OBJECTED', true)
WITH p, held,
  CASE WHEN several THEN 0 WHEN dated THEN score ELSE score + $undated END AS least,
  CASE WHEN several THEN 1 WHEN dated THEN score + $fresh + $near ELSE score + $undated + $near END AS most
ORDER BY least DESC
WITH collect([least, most, p, held]) AS ranked
WITH size(ranked) AS found, ranked, coalesce(ranked[$most - 1][0], 0) - $slack AS least
UNWIND [one IN ranked WHERE one[1] >= least] AS one
WITH found, one[2] AS p, one[3] AS held
WITH found, collect([
  {{bare node p}},
  [two IN held | [two[1], {{bare link two[0]}}]],
  [(p)-[own:{{works}}]->(s:Node) WHERE s.id IN $sectors | [s.id, {{bare link own}}]]
]) AS told
RETURN [found] + told AS row
