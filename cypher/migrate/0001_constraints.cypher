// Layout 1: what is unique. Each constraint also is the index that statements find these nodes by.
// Parameters: none. Every statement can be run again, also by several servers at once.
CREATE CONSTRAINT node_id IF NOT EXISTS FOR (node:Node) REQUIRE node.id IS UNIQUE;
CREATE CONSTRAINT identifier_key IF NOT EXISTS FOR (one:Identifier) REQUIRE one.key IS UNIQUE;
CREATE CONSTRAINT tinklas_state_key IF NOT EXISTS FOR (state:TinklasState) REQUIRE state.key IS UNIQUE;
CREATE CONSTRAINT tinklas_change_last IF NOT EXISTS FOR (change:TinklasChange) REQUIRE change.last IS UNIQUE;
CREATE CONSTRAINT tinklas_day_order IF NOT EXISTS FOR (day:TinklasDay) REQUIRE day.order IS UNIQUE;
