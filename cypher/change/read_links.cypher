// Links of a kind as they are before a change. `<type>` stands for the kind's constant, `<link>` for the list that
// the layout reads a link from.
// Parameters: links - [{from, to, tag}] of those that are wanted.
// Columns: <link>; no row for what is not linked.
// Index: node_id.
UNWIND $links AS one
MATCH (from:Node {id: one.from})
MATCH (to:Node {id: one.to})
MATCH (from)-[link:<type> {tag: one.tag}]->(to)
RETURN <link> AS row
