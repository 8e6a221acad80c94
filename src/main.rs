//! The `tinklas` program: see [`tinklas::cli`].

fn main() {}
