// Some people, and who of them works in some sectors.
//
// parameters  $people: their ids; $sectors: ids of the sectors
// slots       works: the kind of link of who works in a sector
// rows        every person, and the links to the sectors, in one row; each sector, alone
// index       Node.id
UNWIND $people AS id
MATCH (p:Node&Person{{&seen}} {id: id})
WHERE {{passes}}
RETURN collect([{{node p Person}}, [(p)-[own:{{works}}]->(s:Node) WHERE s.id IN $sectors | {{link own p.id s.id}}]]) AS row
UNION ALL
MATCH (s:Node{{&seen}}) WHERE s.id IN $sectors
RETURN [[{{node s}}, []]] AS row
