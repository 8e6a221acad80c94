// Forgets receipts that are too many or too old.
// Parameters: most - how many are kept; oldest - the milliseconds since 1970 from which on they are kept.
// Columns: none.
MATCH (kept:TinklasReceipt)
WITH max(kept.n) AS newest
MATCH (receipt:TinklasReceipt)
WHERE receipt.n <= newest - $most OR receipt.at < $oldest
DELETE receipt
