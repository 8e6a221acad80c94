// Ends statements that nobody waits for any more, as far as they still run.
// Parameters: server - the name of the server that sent them; statements - their numbers there.
// Columns: what became of each.
SHOW TRANSACTIONS YIELD transactionId AS id, metaData
WHERE metaData.server = $server AND metaData.statement IN $statements
TERMINATE TRANSACTIONS id YIELD message
RETURN message AS row
