// The changes of some sequence numbers, in the pieces in which they were written. `<order>` stands for nothing, or
// for `DESC` where the newest are wanted first.
// Parameters: after - the sequence number before the first; until - the last wanted; names - how the
// entries that are wanted name their nodes, or null; pieces - how many at most.
// Columns: [first sequence number, by, at, entries], rising, or falling after `DESC`.
// Index: tinklas_change_last.
MATCH (change:TinklasChange)
WHERE change.last > $after AND change.first <= $until
  AND ($names IS NULL OR any(entry IN change.entries WHERE any(name IN $names WHERE entry CONTAINS name)))
RETURN [change.first, change.by, change.at, change.entries] AS row
ORDER BY change.last <order>
LIMIT $pieces
