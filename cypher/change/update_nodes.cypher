// Replaces all that is known of nodes.
// Parameters: nodes - the properties of each.
// Columns: none.
// Index: node_id.
UNWIND $nodes AS properties
MATCH (node:Node {id: properties.id})
SET node = properties
