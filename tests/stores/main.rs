//! Tests of the stores: the contract, and random networks, plans and changes.

mod agree;
mod as_of;
mod batches;
mod concurrent;
mod contract;
#[cfg(feature = "programs")]
mod disks;
mod durability;
mod file;
mod kept;
mod mutations;
#[cfg(feature = "programs")]
mod neo4j;
mod questions;
mod random;
mod statements;
mod stores;
mod turning;
mod visibility;
