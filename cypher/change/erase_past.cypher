// Erases the old values of what was removed.
// Parameters: ids - of nodes and links.
// Columns: none.
// Index: tinklas_past_of.
UNWIND $ids AS id
MATCH (past:TinklasPast {tinklas_of: id})
DELETE past
