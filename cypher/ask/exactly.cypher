// Some nodes and links.
//
// parameters  $nodes: ids; $links: of each link its kind, the ids of its ends, its tag
// slots       links: the kinds of the links; whole node, whole link: everything that is kept of one
// rows        a node, or a link
// index       Node.id
UNWIND $nodes AS id
MATCH (n:Node{{&seen}} {id: id})
RETURN [{{whole node}}, []] AS row
UNION ALL
UNWIND $links AS link
MATCH (from:Node{{&seen}} {id: link[1]})
MATCH (to:Node{{&seen}} {id: link[2]})
MATCH (from)-[r:{{links}}]->(to)
WHERE type(r) = link[0] AND r.tag = link[3]
RETURN [null, [{{whole link}}]] AS row
