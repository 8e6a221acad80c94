// Links of a kind as they are before a change. `<type>` stands for the kind's constant, `<link>` for the list that
// the layout reads a link from.
// Parameters: links - [{from, to, tag}] of those that are wanted.
// Columns: <link>; no row for what is not linked.
// Index: node_id, for both ends. The subquery is planned with both ends known: else Neo4j may go through all
// links of one end, which may be a country with a hundred thousand.
UNWIND $links AS one
MATCH (from:Node {id: one.from})
MATCH (to:Node {id: one.to})
CALL (one, from, to) {
  MATCH (from)-[link:<type> {tag: one.tag}]->(to)
  RETURN link
}
RETURN <link> AS row
