// Removes nodes with their links.
// Parameters: ids - the ids of the nodes.
// Columns: none.
// Index: node_id.
UNWIND $ids AS id
MATCH (node:Node {id: id})
DETACH DELETE node
