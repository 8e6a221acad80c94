// How people reach sectors by an actor of them.
//
// parameters  $people: ids of people; $sectors: ids of sectors
// slots       direct: kinds of a person's links to actors that count
// rows        for each actor of the sectors to whom one of the people is linked: the actor, these links, and
//             its links to the sectors
// index       Node.id
MATCH (s:Node{{&seen}}) WHERE s.id IN $sectors
WITH collect(s) AS sectors
UNWIND $people AS id
MATCH (p:Node {id: id})-[own:{{direct}}]->(actor{{:seen}})
WITH sectors, actor, collect({{link own p.id actor.id}}) AS links
WITH actor, links, [(actor)-[in:IN_SECTOR]->(s) WHERE s IN sectors | {{link in actor.id s.id}}] AS memberships
WHERE size(memberships) > 0
RETURN [[{{node actor}}, links + memberships]] AS row
