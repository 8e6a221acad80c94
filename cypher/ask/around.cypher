// The nodes within some links of others: nearest first, then by id.
//
// parameters  $center: ids of the nodes at the centre; $limit: the most nodes
// slots       links: kinds of link to follow; kinds: kinds of node to follow them to; depth: the most links;
//             whole node: everything that is kept of one
// rows        for each node: the node, and how many there would be without the limit
// index       Node.id
MATCH (center:Node{{&seen}}) WHERE center.id IN $center
MATCH path = ANY SHORTEST (center)(()-[:{{links}}]-(:{{kinds}})){0,{{depth}}}(n)
WITH n, min(length(path)) AS away
ORDER BY away, n.id
WITH collect(n) AS near
UNWIND near[..$limit] AS n
RETURN [{{whole node}}, [], size(near)] AS row
