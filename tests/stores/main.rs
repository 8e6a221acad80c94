//! Tests of the stores: the contract, and random networks, plans and changes.

mod agree;
mod batches;
mod contract;
mod file;
mod questions;
mod random;
mod stores;
mod visibility;
