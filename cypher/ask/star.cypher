// A node and its links.
//
// parameters  $center: its id
// slots       links: kinds of link; kinds: kinds of node at the far ends
// rows        the node, alone; for each link: the node at its far end, and the link
// index       Node.id
MATCH (n:Node{{&seen}} {id: $center})
RETURN [[{{node n}}, []]] AS row
UNION ALL
MATCH (:Node{{&seen}} {id: $center})-[r:{{links}}]-(n:{{kinds}})
RETURN [[{{node n}}, [{{link r}}]]] AS row
