//! The GraphQL face: schema, documents, planning of root fields, answers. Only here is async-graphql known.

mod answer;
mod budget;
mod cache;
mod coerce;
mod document;
mod engine;
mod execute;
mod face;
mod fault;
mod introspection;
mod json;
mod limits;
mod literals;
mod live;
mod mutation;
mod pieces;
mod records;
mod request;
mod respond;
mod run;
mod scan;
mod schema;
mod sink;
pub mod socket;
mod stored;
mod suggest;
mod writer;

pub use answer::{AnswerError, More, RootAnswer, Step};
pub use face::Face;
pub use limits::Limits;
pub use request::{Outcome, Request, Response, Told, Writes};
pub use run::{answer_record, answer_root};
pub use schema::{question_files, sdl};
pub use socket::serve_socket;
pub use stored::{Trusted, TrustedError};
