-- How far the network is and how large: one row, written with every commit. Rows that got lost show here.
--
-- one       always 1
-- sequence  the sequence number of the last change
-- nodes     how many nodes there are
-- links     how many links there are
--
-- No secondary index: there is one row.
CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  nodes INTEGER NOT NULL,
  links INTEGER NOT NULL
) STRICT;
