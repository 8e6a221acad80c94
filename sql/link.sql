-- The links, 64 to a row.
--
-- block  the numbers of its links in memory divided by 64; numbers of removed links are used again
-- links  the number, kind, both nodes, tag and facts of each; src/store/resident/log/blocks.rs has the layout
-- crc    CRC-32 of the other columns
--
-- No secondary index: who is linked with whom is kept in memory.
CREATE TABLE link (
  block INTEGER PRIMARY KEY,
  links BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
