-- What changed, in order. A row tells up to a thousand changes that were recorded together.
--
-- last     the sequence number of the last change in the row; numbers follow one another without a gap
-- entries  who recorded them, when, what was done to what, and which fields differ since; src/store/resident/log/history.rs has the layout
-- crc      CRC-32 of the other columns
--
-- No secondary index: changes are read from a sequence number on, which is the key.
CREATE TABLE change (
  last INTEGER PRIMARY KEY,
  entries BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
