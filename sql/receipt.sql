-- What is kept of batches of changes, so that the same request is not carried out twice. Only the newest rows are kept.
--
-- n         rising in the order of the batches
-- key       the name that the caller gave the request
-- request   what the request wants
-- outcome   what the caller wants to be told again
-- at        when its batch was recorded, in milliseconds since 1970 in UTC
-- sequence  the sequence number of the state that had its changes first
-- changed   how many of its changes changed something
-- crc       CRC-32 of the other columns
--
-- No secondary index: the table is read whole at start.
CREATE TABLE IF NOT EXISTS receipt (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
