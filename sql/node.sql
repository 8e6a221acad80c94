-- The nodes, 16 to a row.
--
-- block  the numbers of its nodes in memory divided by 16; numbers of removed nodes are used again
-- nodes  the number, kind, id and facts of each; src/store/resident/log/blocks.rs has the layout
-- crc    CRC-32 of the other columns
--
-- No secondary index: rows are found by number, and uniqueness of ids is kept in memory.
CREATE TABLE node (
  block INTEGER PRIMARY KEY,
  nodes BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
