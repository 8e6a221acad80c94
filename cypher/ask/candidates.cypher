// People who reach two sectors in any way.
//
// parameters  $sectors: ids of the two
// slots       works, direct, project, role: kinds of a person's own links that count, to a sector, to an actor
//             of it, to a project, and to an actor that takes part in a project; participates: of who does
// rows        every person, and the links to the sectors, in one row; each sector, alone
// index       Node.id
UNWIND [0, 1] AS side
MATCH (s:Node{{&seen}} {id: $sectors[side]})
CALL (s) {
  MATCH (s)<-[:{{works}}]-(p:Person{{&seen}})
  RETURN p
  UNION
  MATCH (s)<-[:IN_SECTOR]-(actor{{:seen}})
  WITH DISTINCT actor
  MATCH (actor)<-[:{{direct}}]-(p:Person{{&seen}})
  RETURN p
  UNION
  MATCH (s)<-[:IN_SECTOR]-(actor{{:seen}})
  WITH DISTINCT actor
  MATCH (actor)-[:{{participates}}]->(project{{:seen}})
  WITH DISTINCT project
  MATCH (project)<-[:{{project}}]-(p:Person{{&seen}})
  RETURN p
  UNION
  MATCH (s)<-[:IN_SECTOR]-(actor{{:seen}})
  WITH DISTINCT actor
  MATCH (actor)-[:{{participates}}]->(project{{:seen}})
  WITH project, collect(DISTINCT actor) AS actors
  MATCH (project)<-[:{{participates}}]-(beside{{:seen}})
  WHERE size(actors) > 1 OR beside <> actors[0]
  WITH DISTINCT beside
  MATCH (beside)<-[:{{role}}]-(p:Person{{&seen}})
  RETURN p
}
WITH p, count(DISTINCT side) AS sides
WHERE sides = 2 AND {{passes}}
RETURN collect([{{node p Person}}, [(p)-[own:{{works}}]->(s:Node) WHERE s.id IN $sectors | {{link own p.id s.id}}]]) AS row
UNION ALL
MATCH (s:Node{{&seen}}) WHERE s.id IN $sectors
RETURN [[{{node s}}, []]] AS row
