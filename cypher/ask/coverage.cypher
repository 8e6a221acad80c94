// People who have some of the competences needed, and how they are tied to those who ask.
//
// parameters  $competences, $sectors: ids; $only: ids of the only people who count, or null; $askers: ids of who
//             asks, none unless $only is given
// slots       works: the kind of link of who works in a sector; direct: kinds of a person's links to actors;
//             project: to projects; participates: of who takes part in one
// rows        every person, the links to the competences and to the sectors, in one row; each competence,
//             sector and asker, alone; links of the people to the askers; for each project shared with one: the
//             project, and the links to it
// index       Node.id
MATCH (c:Node{{&seen}})<-[has:HAS_COMPETENCE]-(p:Person{{&seen}})
WHERE c.id IN $competences AND ($only IS NULL OR p.id IN $only) AND {{passes}}
WITH p, collect({{link has p.id c.id}}) AS links
RETURN collect([{{node p Person}}, links + [(p)-[own:{{works}}]->(s:Node) WHERE s.id IN $sectors | {{link own p.id s.id}}]]) AS row
UNION ALL
MATCH (n:Node{{&seen}}) WHERE n.id IN $competences + $sectors + $askers
RETURN [[{{node n}}, []]] AS row
UNION ALL
UNWIND $only AS id
MATCH (p:Node&Person{{&seen}} {id: id})-[own:{{direct}}]->(asker{{:seen}}) WHERE asker.id IN $askers
RETURN [[null, [{{link own p.id asker.id}}]]] AS row
UNION ALL
UNWIND $only AS id
MATCH (p:Node&Person{{&seen}} {id: id})-[own:{{project}}]->(project{{:seen}})
MATCH (project)<-[part:{{participates}}]-(asker{{:seen}}) WHERE asker.id IN $askers
RETURN [[{{node project}}, [{{link own p.id project.id}}, {{link part asker.id project.id}}]]] AS row
