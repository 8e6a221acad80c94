// Writes down which layout the database has.
// Parameters: layout - its version; indexes - a fingerprint of its indexes.
// Columns: [layout].
// Index: tinklas_state_key.
MERGE (state:TinklasState {key: 'state'})
  ON CREATE SET state.sequence = 0, state.nodes = 0, state.links = 0
SET state.layout = $layout, state.indexes = $indexes
RETURN [state.layout] AS row
