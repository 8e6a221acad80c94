//! Writing a piece of the network as a file for a graph tool. Pure.
