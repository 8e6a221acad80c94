// Keeps receipts of requests.
// Parameters: receipts - [{key, request, outcome, at, sequence, changed}], the oldest first.
// Columns: none.
OPTIONAL MATCH (kept:TinklasReceipt)
WITH coalesce(max(kept.n), 0) AS last
UNWIND range(1, size($receipts)) AS at
CREATE (receipt:TinklasReceipt)
SET receipt = $receipts[at - 1], receipt.n = last + at
