// What the first two updates of a node or link replaced from some change on. `<record>` stands for the list that
// the layout reads it from.
// Parameters: wanted - [{at, of, sequence}]: a position in the answer, the id of the node or link, the sequence
// number of the change.
// Columns: [at, sequence number of the update, <record>], rising for each position.
// Index: tinklas_past_of.
UNWIND $wanted AS one
CALL (one) {
  MATCH (past:TinklasPast {tinklas_of: one.of})
  WHERE past.tinklas_sequence >= one.sequence
  RETURN past ORDER BY past.tinklas_sequence LIMIT 2
}
RETURN [one.at, past.tinklas_sequence, <record>] AS row
ORDER BY one.at, past.tinklas_sequence
