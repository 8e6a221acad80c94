// Adds nodes. `<labels>` stands for the labels of these nodes, with colons between.
// Parameters: nodes - the properties of each.
// Columns: none.
// Index: node_id keeps ids unique.
UNWIND $nodes AS properties
CREATE (node:<labels>)
SET node = properties
