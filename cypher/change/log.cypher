// Writes down what was changed.
// Parameters: pieces - [{first, last, by, at, entries}], each with consecutive changes of one recorder.
// Columns: none.
UNWIND $pieces AS piece
CREATE (change:TinklasChange)
SET change = piece
