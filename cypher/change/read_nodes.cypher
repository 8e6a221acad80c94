// Nodes as they are before a change. `<node>` stands for the list that the layout reads a node from.
// Parameters: ids - the ids of those that are wanted.
// Columns: <node>; no row for an id that nothing has.
// Index: node_id.
UNWIND $ids AS id
MATCH (node:Node {id: id})
RETURN <node> AS row
