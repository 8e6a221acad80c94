// The best of the people who have some of the competences needed.
//
// parameters  $needs: of each competence its id and the share in the score of one level of it; $breadth: the share of having
//             one; $fresh, $near: the most that freshness and nearness add; $undated: what freshness adds without a date;
//             $most: how many are told; $slack: by how much a score may be off; $sectors: ids
// slots       has: the kind of link of who has a competence; works: that of who works in a sector; level: the level of a link,
//             which may take $highest, the highest, and $unstated, what one counts that states none
// rows        how many there are; the newest day that the network knows of; of every person who may be among the first: who,
//             the links to the competences and those to the sectors, each with the id of its end, and all bare
// index       Node.id, TinklasState.key
//
// The formulas are those of src/ask/score.rs. How fresh and how near somebody is adds little, and is not worked out: it may
// be nothing, or all of it. Who has links for one competence several times is always told.
// A property that is not there costs a walk over those that are, so dates are asked only where links of the kind have any.
OPTIONAL MATCH (state:TinklasState {key: 'state'})
WITH state.newest_seen AS newest, coalesce('{{has}}' IN state.dated, true) AS dated
UNWIND $needs AS need
MATCH (c:Node{{&seen}} {id: need[0]})<-[has:{{has}}]-(p:Person{{&seen}}&!TinklasObjected)
WHERE {{passes}}
WITH newest, p, collect(has) AS held, max(has.tag) > 0 AS several,
  count(CASE WHEN dated THEN coalesce(has.since, has.until, has.seen) END) > 0 AS dated,
  sum($breadth + need[1] * {{level}}) AS score
WITH newest, p, held,
  CASE WHEN several THEN 0 WHEN dated THEN score ELSE score + $undated END AS least,
  CASE WHEN several THEN 1 WHEN dated THEN score + $fresh + $near ELSE score + $undated + $near END AS most
ORDER BY least DESC
WITH newest, collect(p) AS people, collect(held) AS helds, collect(least) AS leasts, collect(most) AS mosts
WITH newest, people, helds, mosts, coalesce(leasts[$most - 1], 0) - $slack AS least
WITH newest, people, helds, [at IN range(0, size(mosts) - 1) WHERE mosts[at] >= least] AS told
UNWIND told AS at
WITH newest, size(people) AS found, people[at] AS p, helds[at] AS held
WITH newest, found, collect([
  {{bare node p}},
  [has IN held | [endNode(has).id, {{bare link has}}]],
  [(p)-[own:{{works}}]->(s:Node) WHERE s.id IN $sectors | [s.id, {{bare link own}}]]
]) AS told
RETURN [found, newest] + told AS row
