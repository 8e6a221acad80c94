// Takes identifiers from the nodes that have them.
// Parameters: keys - the keys of the identifiers.
// Columns: none.
// Index: identifier_key.
UNWIND $keys AS key
MATCH (identifier:Identifier {key: key})
DETACH DELETE identifier
