// Ends a change: the state that it leads to.
// Parameters: sequence, nodes, links - of the new state; dated - types of which it put links with dates; batch - names the
// transaction.
// Columns: [sequence].
// Index: tinklas_state_key, tinklas_day_order: it holds what has an order, so the statement asks for that.
OPTIONAL MATCH (day:TinklasDay)
WHERE day.order IS NOT NULL
WITH day ORDER BY day.order DESC LIMIT 1
MATCH (state:TinklasState {key: 'state'})
SET state.sequence = $sequence,
    state.nodes = $nodes,
    state.links = $links,
    state.newest_seen = day.date,
    state.dated = state.dated + [type IN $dated WHERE NOT type IN state.dated],
    state.batch = $batch
RETURN [state.sequence] AS row
