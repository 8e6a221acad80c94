// Every step from some stations of a path: to another over a direct link, or through a hub that both share.
//
// parameters  $ends: ids of nodes to tell alone; $stations: ids of the stations to step from; $known: ids of
//             hubs that are known already
// slots       via: kinds of link
// rows        each of the ends, alone, with the newest day that the network knows of; for each station at the far
//             end of a link: the station, and the links; for each hub: the hub, then every station that shares it,
//             with its links to the hub
// index       Node.id, TinklasState.key
OPTIONAL MATCH (state:TinklasState {key: 'state'})
MATCH (n:Node{{&seen}}) WHERE n.id IN $ends
RETURN [[{{node n}}, []]] + CASE WHEN state.newest_seen IS NULL THEN [] ELSE [state.newest_seen] END AS row
UNION ALL
UNWIND $stations AS id
MATCH (:Node {id: id})-[link:{{via}}]-(far:(Actor|Person){{&seen}})
WITH far, collect({{link link}}) AS links
RETURN [[{{node far}}, links]] AS row
UNION ALL
UNWIND $stations AS id
MATCH (:Node {id: id})-[:{{via}}]-(hub:(Project|Partnership|WorkingGroup|Event){{&seen}})
WITH DISTINCT hub WHERE NOT hub.id IN $known
CALL (hub) {
  MATCH (hub)-[link:{{via}}]-(far:(Actor|Person){{&seen}})
  WITH far, collect({{link link}}) AS links
  RETURN collect([{{node far}}, links]) AS stations
}
RETURN [[{{node hub}}, []]] + stations AS row
