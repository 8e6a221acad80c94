// The receipts of some keys, the oldest first.
// Parameters: keys - the keys of the requests.
// Columns: [key, request, outcome, at, sequence, changed].
// Index: none: there are at most a thousand.
MATCH (receipt:TinklasReceipt)
WHERE receipt.key IN $keys
RETURN [
  receipt.key, receipt.request, receipt.outcome, receipt.at, receipt.sequence, receipt.changed
] AS row
ORDER BY receipt.n
