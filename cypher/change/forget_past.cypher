// Erases the old values that somebody recorded.
// Parameters: names - of who recorded them.
// Columns: none.
// Looks at every old value: it is done when the sample is removed.
MATCH (past:TinklasPast)
WHERE past.recorded_by IN $names
DELETE past
