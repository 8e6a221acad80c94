// Replaces all that is known of links of a kind. `<type>` stands for the kind's constant.
// Parameters: links - [{from, to, tag, properties}].
// Columns: none.
// Index: node_id.
UNWIND $links AS one
MATCH (from:Node {id: one.from})
MATCH (to:Node {id: one.to})
MATCH (from)-[link:<type> {tag: one.tag}]->(to)
SET link = one.properties
