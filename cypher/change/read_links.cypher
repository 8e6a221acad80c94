// Links of a kind as they are before a change. `<type>` stands for the kind's constant, `<link>` for the list that
// the layout reads a link from.
// Parameters: links - [{from, to, tag}] of those that are wanted.
// Columns: <link>; no row for what is not linked.
// Index: node_id, named for both ends: without that a Neo4j that was planned while empty goes through all links of
// one end, which may be a country with a hundred thousand.
UNWIND $links AS one
MATCH (from:Node {id: one.from})-[link:<type> {tag: one.tag}]->(to:Node {id: one.to})
USING INDEX from:Node(id)
USING INDEX to:Node(id)
RETURN <link> AS row
