// Nodes that a viewer may see and the links from them, a part at a time.
//
// parameters  $after: the id after which the part begins; $size: the most nodes
// slots       links: kinds of link; whole node, whole link: everything that is kept of one
// rows        for each node, by rising id: the node, and its links
// index       Node.id
MATCH (n:Node{{&seen}}) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $size
RETURN [{{whole node}}, [(n)-[r:{{links}}]->({{:seen}}) | {{whole link}}]] AS row
