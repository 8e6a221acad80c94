// All nodes and links that a viewer may see.
//
// slots       links: kinds of link; whole node, whole link: everything that is kept of one
// rows        a node, or a link
MATCH (n:Node{{&seen}})
RETURN [{{whole node}}, null] AS row
UNION ALL
MATCH (:Node{{&seen}})-[r:{{links}}]->(:Node{{&seen}})
RETURN [null, {{whole link}}] AS row
