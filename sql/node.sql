-- The nodes.
--
-- n      the node's number in memory; numbers of removed nodes are used again
-- kind   what it is, a number of `term`
-- id     its id, unique in the network
-- facts  all else that is known of it; src/store/resident/facts.rs has the layout
-- crc    CRC-32 of the other columns
--
-- No secondary index: rows are found by number, and uniqueness of ids is kept in memory.
CREATE TABLE node (
  n INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  facts BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
