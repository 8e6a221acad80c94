// Gives identifiers to nodes; nothing has them yet.
// Parameters: identifiers - [{key, id}] with the id of the node.
// Columns: none.
// Index: node_id, identifier_key.
UNWIND $identifiers AS one
MATCH (node:Node {id: one.id})
CREATE (node)-[:IDENTIFIED_BY]->(:Identifier {key: one.key})
