// Takes a label from nodes that no longer satisfy its `@listed` rule. `<label>` stands for it.
// Parameters: ids - the ids of the nodes.
// Columns: none.
// Index: node_id.
UNWIND $ids AS id
MATCH (node:Node {id: id})
REMOVE node:<label>
