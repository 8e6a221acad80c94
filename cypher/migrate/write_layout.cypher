// Writes down which layout the database has.
// Parameters: layout - its version; indexes - a fingerprint of its indexes.
// Columns: [layout].
// Index: tinklas_state_key.
MATCH (state:TinklasState {key: 'state'})
SET state.layout = $layout, state.indexes = $indexes
RETURN [state.layout] AS row
