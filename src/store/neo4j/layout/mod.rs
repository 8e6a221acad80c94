//! How the network is kept in Neo4j: names, and records as properties and back. Pure.
//!
//! - [`names`]: labels, relationship types, and the names of properties and of what is derived from them
//! - [`write`](mod@write): records as parameters
//! - [`read`]: rows as records
//! - [`facts`]: rows with some of what is kept
//! - [`past`]: old values
//!
//! **Nodes** have the label `Node`, the names of their kind and its interfaces, and for each `@listed` rule
//! that they satisfy its name with a capital (`Expert`). `id` is unique among them.
//!
//! **Properties** have the names of the model, which never hold an underscore. What is derived has a suffix
//! after one:
//!
//! | data | kept as | derived |
//! | --- | --- | --- |
//! | text | `p` | `p_order`, `p_folded`; with `@search` also `p_words` |
//! | localised text | `p` (no stated language), `p_en`, `p_lt` | `p_order_en`, `p_order_lt`, `p_folded`, `p_words` |
//! | enumeration | `p`, the value's name | `p_order`, its position |
//! | date | `p`, its text | `p_first` and `p_last` (yyyymmdd), `p_order` |
//! | Int, Float, Boolean | `p` | |
//! | a list of any | `p`, a list | of text: `p_folded` |
//!
//! **Links** are relationships of the type of their kind's constant, told apart by `tag`. Their dates are kept
//! as above under `since`, `until` and `seen`, and so are their own properties, which nothing orders or
//! searches: without `_order` unless they are dates, and without `_folded` and `_words`.
//!
//! **What only one node may have** (an identifier, the value of a `@unique` property) is a node `Identifier` with
//! a unique `key`, to which its owner leads by `IDENTIFIED_BY`. It is no part of the network.
//!
//! **Old values** are nodes `TinklasPast`, no part of the network either.
//!
//! **Both nodes and links** have `version`, `recorded_by`, `recorded_at` (milliseconds) and their sources as two lists side by
//! side, `source_urls` and `source_dates` ('' where not stated); nodes their identifiers as
//! `identifier_schemes` and `identifier_values`.

pub mod facts;
pub mod names;
pub mod past;
pub mod read;
pub mod write;

pub use names::claim_key;
