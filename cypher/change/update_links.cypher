// Replaces all that is known of links of a kind. `<type>` stands for the kind's constant.
// Parameters: links - [{from, to, tag, properties}].
// Columns: none.
// Index: node_id, named for both ends: without that a Neo4j that was planned while empty goes through all links of
// one end, which may be a country with a hundred thousand.
UNWIND $links AS one
MATCH (from:Node {id: one.from})-[link:<type> {tag: one.tag}]->(to:Node {id: one.to})
USING INDEX from:Node(id)
USING INDEX to:Node(id)
SET link = one.properties
