// Nodes by their ids or identifiers, and how many links each has. `<node>` stands for the list that the layout
// reads a node from.
// Parameters: keys - [{at, id, key}]; either id or key (of an identifier) is null.
// Columns: [<node>, links] in the order of `at`; null where no node has it.
// Index: node_id, identifier_key.
UNWIND $keys AS one
OPTIONAL MATCH (named:Node {id: one.id})
OPTIONAL MATCH (:Identifier {key: one.key})<-[:IDENTIFIED_BY]-(owner:Node)
WITH one.at AS at, coalesce(named, owner) AS node
RETURN CASE WHEN node IS NULL THEN null ELSE [<node>, COUNT { (node)--(:Node) }] END AS row
ORDER BY at
