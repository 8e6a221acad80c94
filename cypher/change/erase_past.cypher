// Erases the old values of what was removed.
// Parameters: ids - of nodes and links.
// Columns: none.
// Index: tinklas_past_of: it holds what has both of its properties, so the statement asks for the second too.
UNWIND $ids AS id
MATCH (past:TinklasPast {tinklas_of: id})
WHERE past.tinklas_sequence IS NOT NULL
DELETE past
