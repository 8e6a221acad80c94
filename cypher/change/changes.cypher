// The changes of some sequence numbers, in the pieces in which they were written.
// Parameters: after - the sequence number before the first; until - the last wanted.
// Columns: [first sequence number, by, at, entries], rising.
// Index: tinklas_change_last.
MATCH (change:TinklasChange)
WHERE change.last > $after AND change.first <= $until
RETURN [change.first, change.by, change.at, change.entries] AS row
ORDER BY change.last
