// Removes links of a kind. `<type>` stands for the kind's constant.
// Parameters: links - [{from, to, tag}].
// Columns: none.
// Index: node_id.
UNWIND $links AS one
MATCH (from:Node {id: one.from})
MATCH (to:Node {id: one.to})
MATCH (from)-[link:<type> {tag: one.tag}]->(to)
DELETE link
