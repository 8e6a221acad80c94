-- The names of the model that numbers in this file stand for. Names are only ever added.
--
-- area  `kind`, `link`, `property`, or the name of an enumeration
-- n     the number
-- name  the name
--
-- No secondary index: the table is read whole.
CREATE TABLE term (
  area TEXT NOT NULL,
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (area, n)
) STRICT, WITHOUT ROWID;
