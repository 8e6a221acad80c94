// What nodes are that a change leaves as they are.
// Parameters: ids - the ids of those that are wanted.
// Columns: [id, labels]; no row for an id that nothing has.
// Index: node_id.
UNWIND $ids AS id
MATCH (node:Node {id: id})
RETURN [id, labels(node)] AS row
