// What stands in the database.
// Parameters: none.
// Columns: [layout, indexes, whether there is a node that would be taken for one of ours]; layout and indexes
// are null in a database that Tinklas never used.
// Index: tinklas_state_key.
OPTIONAL MATCH (state:TinklasState {key: 'state'})
RETURN [state.layout, state.indexes, EXISTS { (:Node|Identifier) }] AS row
