// Removes links of a kind. `<type>` stands for the kind's constant.
// Parameters: links - [{from, to, tag}].
// Columns: none.
// Index: node_id, for both ends. The subquery is planned with both ends known: else Neo4j may go through all
// links of one end, which may be a country with a hundred thousand.
UNWIND $links AS one
MATCH (from:Node {id: one.from})
MATCH (to:Node {id: one.to})
CALL (one, from, to) {
  MATCH (from)-[link:<type> {tag: one.tag}]->(to)
  DELETE link
}
