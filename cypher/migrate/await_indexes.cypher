// Waits until every index covers what was there before it.
// Parameters: seconds - how long at most.
// Columns: none.
CALL db.awaitIndexes($seconds)
