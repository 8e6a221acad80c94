//! What is followed as it happens: which changes are told to whom, from where on, and over what.

mod answers;
mod changed;
mod events;
mod load;
mod network;
mod slow;
mod socket;
