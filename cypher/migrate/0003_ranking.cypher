// Layout 3: what ranking asks of thousands, where it is quick to read: the types of link of which any has a date, in the state
// of the network, and a label of those who object to being suggested.
// Parameters: none. Every statement can be run again, also by several servers at once: who writes waits for it, as it takes
// the state first.
MERGE (state:TinklasState {key: 'state'})
  ON CREATE SET state.sequence = 0, state.nodes = 0, state.links = 0
SET state.dated = []
WITH state
MATCH ()-[link]->()
WHERE link.since IS NOT NULL OR link.until IS NOT NULL OR link.seen IS NOT NULL
WITH state, collect(DISTINCT type(link)) AS dated
SET state.dated = dated;
MATCH (node:Node {suggestable: 'OBJECTED'})
SET node:TinklasObjected;
