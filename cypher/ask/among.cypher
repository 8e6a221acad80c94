// The links among some nodes.
//
// parameters  $nodes: ids
// slots       links: kinds of link; whole link: everything that is kept of one
// rows        a link
// index       Node.id
UNWIND $nodes AS id
MATCH (:Node {id: id})-[r:{{links}}]->(far:Node) WHERE far.id IN $nodes
RETURN [null, [{{whole link}}]] AS row
