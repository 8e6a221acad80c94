-- What updates replaced: the old values of what is still there. What is removed takes them along.
--
-- whose     the number of a node in memory times two, or that of a link times two and one more
-- sequence  the sequence number of the change that replaced the values
-- facts     the values, with who recorded them and when; src/store/resident/facts.rs has the layout
-- crc       CRC-32 of the sequence number and the facts
--
-- The key finds the old values of one node or link in the order in which they were replaced.
CREATE TABLE IF NOT EXISTS past (
  whose INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  facts BLOB NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (whose, sequence)
) STRICT, WITHOUT ROWID;
