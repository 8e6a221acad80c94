// Adds links of a kind. `<type>` stands for the kind's constant.
// Parameters: links - [{from, to, properties}].
// Columns: none.
// Index: node_id.
UNWIND $links AS one
MATCH (from:Node {id: one.from})
MATCH (to:Node {id: one.to})
CREATE (from)-[link:<type>]->(to)
SET link = one.properties
