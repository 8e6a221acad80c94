// All shortest paths between two actors or persons over links that join them directly.
//
// parameters  $from, $to: their ids; $avoid: ids that no path may touch; $most: paths, at most
// slots       via: kinds of link; length: the most links
// rows        for each path: its nodes, each with its link to the next; then the newest day that the network knows of
// index       Node.id, TinklasState.key
OPTIONAL MATCH (state:TinklasState {key: 'state'})
MATCH (a:Node {id: $from}), (b:Node {id: $to})
MATCH path = allShortestPaths((a)-[:{{via}}*..{{length}}]-(b))
WHERE all(n IN nodes(path) WHERE n:(Actor|Person){{&seen}}&!TinklasObjected AND NOT n.id IN $avoid)
WITH state, path LIMIT $most
RETURN [n IN nodes(path) | [{{node n}}, []]] + [link IN relationships(path) | [null, [{{link link}}]]]
  + CASE WHEN state.newest_seen IS NULL THEN [] ELSE [state.newest_seen] END AS row
