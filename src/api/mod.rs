//! The GraphQL face: schema, documents, planning of root fields, answers. Only here is async-graphql known.
