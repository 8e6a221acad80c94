//! Reading a network from a folder of CSV files.
