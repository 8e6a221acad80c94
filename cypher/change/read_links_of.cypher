// All links of nodes that are going to be removed. `<link>` stands for the list that the layout reads a link from.
// Parameters: ids - the ids of the nodes.
// Columns: <link>; a link between two of the nodes comes twice.
// Index: node_id.
UNWIND $ids AS id
MATCH (:Node {id: id})-[link]-(:Node)
RETURN <link> AS row
