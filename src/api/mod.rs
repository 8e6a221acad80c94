//! The GraphQL face: schema, documents, planning of root fields, answers. Only here is async-graphql known.

mod answer;
mod face;
mod limits;
mod request;
mod schema;
pub mod socket;

pub use answer::{AnswerError, RootAnswer, Step};
pub use face::Face;
pub use limits::Limits;
pub use request::{Outcome, Request, Response};
pub use schema::sdl;
pub use socket::serve_socket;
