// How people reach sectors by projects: their own, and those of actors in which they hold a role.
//
// parameters  $people: ids of people; $sides: lists of ids of sectors, each a side of its own; $day: the day that links
//             must count on, where the slots say so
// slots       project: kinds of a person's links to projects that count; role: to actors; on part, on in:
//             what participations and memberships must satisfy to count on the day, nothing without one
// rows        for each project with a participant of a side: the project with how many participants it has, and
//             the links of the people and their actors to it; then the first three participants of each side, by
//             id, with their links to the project and to sectors; for each of the actors: the actor, and the
//             people's links to it
// index       Node.id
//
// Three participants of a side are as many as a tie can name beside one of them.
UNWIND $sides AS side
MATCH (s:Node{{&seen}}) WHERE s.id IN side
WITH side, collect(s) AS sectors
WITH collect(sectors) AS sides
CALL () {
  UNWIND $people AS id
  MATCH (p:Node {id: id})-[own:{{project}}]->(project:Project{{&seen}})
  RETURN p AS near, own, project
  UNION ALL
  UNWIND $people AS id
  MATCH (:Node {id: id})-[:{{role}}]->(actor:Actor{{&seen}})
  WITH DISTINCT actor
  MATCH (actor)-[own:PARTICIPATES_IN]->(project{{:seen}})
  RETURN actor AS near, own, project
}
WITH sides, project, collect({{link own near.id project.id}}) AS links
CALL (sides, project) {
  UNWIND sides AS sectors
  CALL (sectors, project) {
    MATCH (project)<-[part:PARTICIPATES_IN{{on part}}]-(actor{{:seen}})-[in:IN_SECTOR{{on in}}]->(s) WHERE s IN sectors
    WITH DISTINCT actor ORDER BY actor.id LIMIT 3
    RETURN actor
  }
  WITH DISTINCT sides, project, actor
  RETURN collect([{{node actor}},
    [(actor)-[part:PARTICIPATES_IN]->(project) | {{link part actor.id project.id}}] +
    [(actor)-[in:IN_SECTOR]->(s) WHERE any(sectors IN sides WHERE s IN sectors) | {{link in actor.id s.id}}]]) AS actors
}
WITH project, links, actors
WHERE size(actors) > 0
RETURN [[{{node project}}, links,
  COUNT { MATCH (project)<-[part:PARTICIPATES_IN{{on part}}]-(one{{:seen}}) RETURN DISTINCT one }]] + actors AS row
UNION ALL
UNWIND $people AS id
MATCH (p:Node {id: id})-[own:{{role}}]->(actor:Actor{{&seen}})
WHERE EXISTS { (actor)-[:PARTICIPATES_IN]->() }
WITH actor, collect({{link own p.id actor.id}}) AS links
RETURN [[{{node actor}}, links]] AS row
