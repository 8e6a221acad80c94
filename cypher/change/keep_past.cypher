// Keeps what updates replaced.
// Parameters: replaced - the properties of each.
// Columns: none.
UNWIND $replaced AS one
CREATE (past:TinklasPast)
SET past = one
