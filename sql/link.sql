-- The links.
--
-- n       the link's number in memory; numbers of removed links are used again
-- kind    what it is, a number of `term`
-- source  the node it starts from, a number of `node`
-- target  the node it leads to, a number of `node`
-- tag     tells apart links of one kind between the same two nodes
-- facts   all else that is known of it; src/store/resident/facts.rs has the layout
-- crc     CRC-32 of the other columns
--
-- No secondary index: who is linked with whom is kept in memory.
CREATE TABLE link (
  n INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  source INTEGER NOT NULL,
  target INTEGER NOT NULL,
  tag INTEGER NOT NULL,
  facts BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
