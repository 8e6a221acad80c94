// How far the network is and how large.
// Parameters: none.
// Columns: [sequence, nodes, links, newest seen]; no row before the first change.
// Index: tinklas_state_key.
MATCH (state:TinklasState {key: 'state'})
RETURN [state.sequence, state.nodes, state.links, state.newest_seen] AS row
