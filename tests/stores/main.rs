//! Tests of the stores: the contract, and random networks, plans and changes.

mod contract;
