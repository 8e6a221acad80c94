// The nodes with the most links, then by id.
//
// parameters  $limit: the most nodes
// slots       links: kinds of link that count; kinds: kinds of node; whole node: everything that is kept of one
// rows        for each node: the node, and how many there would be without the limit
MATCH (n:{{kinds}})
WITH count(n) AS found
MATCH (n:{{kinds}})
WITH found, n, COUNT { (n)-[:{{links}}]-({{:seen}}) } AS degree
ORDER BY degree DESC, n.id LIMIT $limit
RETURN [{{whole node}}, [], found] AS row
