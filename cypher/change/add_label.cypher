// Gives a label to nodes that satisfy its `@listed` rule from now on. `<label>` stands for it.
// Parameters: ids - the ids of the nodes.
// Columns: none.
// Index: node_id.
UNWIND $ids AS id
MATCH (node:Node {id: id})
SET node:<label>
