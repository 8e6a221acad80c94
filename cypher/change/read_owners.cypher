// Which nodes have the identifiers that a change gives to some.
// Parameters: keys - the keys of the identifiers.
// Columns: [key, id of the node]; no row for an identifier that nothing has.
// Index: identifier_key.
UNWIND $keys AS key
MATCH (:Identifier {key: key})<-[:IDENTIFIED_BY]-(node:Node)
RETURN [key, node.id] AS row
