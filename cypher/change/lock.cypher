// Begins a change: whoever else changes the network, on any server, waits here until this transaction ends.
// Parameters: none.
// Columns: [sequence, nodes, links, batch]; batch names the last transaction that was committed.
// Index: tinklas_state_key.
MERGE (state:TinklasState {key: 'state'})
  ON CREATE SET state.sequence = 0, state.nodes = 0, state.links = 0
SET state.locked = true
RETURN [state.sequence, state.nodes, state.links, state.batch] AS row
