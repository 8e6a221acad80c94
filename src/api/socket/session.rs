//! The state of one connection: which messages may come when, without the connection itself.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::Request;
use super::message::{ClientMessage, Closing};

/// What to do about a message.
#[derive(Debug)]
pub(super) enum Step {
    /// Nothing.
    Nothing,
    /// Say that the connection is ready.
    Acknowledge,
    /// Answer a ping with what it brought.
    Pong(Option<Map<String, Value>>),
    /// Execute an operation under its id.
    Start(String, Box<Request>),
    /// Stop an operation.
    Stop(String),
}

/// The state of a connection.
#[derive(Default, Debug)]
pub(super) struct Session {
    acknowledged: bool,
    operations: HashSet<String>,
}

impl Session {
    /// Whether the client has begun.
    pub(super) fn is_acknowledged(&self) -> bool {
        self.acknowledged
    }

    /// How many operations are under way.
    pub(super) fn operations(&self) -> usize {
        self.operations.len()
    }

    /// Takes a message.
    ///
    /// # Errors
    /// The connection must be closed.
    pub(super) fn take(&mut self, message: ClientMessage) -> Result<Step, Closing> {
        match message {
            ClientMessage::Init(_) if self.acknowledged => {
                Err(Closing::new(4429, "Too many initialisation requests"))
            }
            // There are no accounts yet. Who sends credentials expects to be known by them, and would
            // otherwise take the public answers for all there is.
            ClientMessage::Init(payload)
                if payload.keys().any(|key| key.eq_ignore_ascii_case("authorization")) =>
            {
                Err(Closing::new(
                    4403,
                    "Forbidden: there are no accounts; connect without credentials",
                ))
            }
            ClientMessage::Init(_) => {
                self.acknowledged = true;
                Ok(Step::Acknowledge)
            }
            ClientMessage::Ping(payload) => Ok(Step::Pong(payload)),
            ClientMessage::Pong => Ok(Step::Nothing),
            ClientMessage::Subscribe(..) if !self.acknowledged => {
                Err(Closing::new(4401, "Unauthorized"))
            }
            ClientMessage::Subscribe(id, request) => {
                if self.operations.insert(id.clone()) {
                    Ok(Step::Start(id, request))
                } else {
                    Err(Closing::new(4409, &format!("Subscriber for {id} already exists")))
                }
            }
            // One that ended meanwhile is completed by both sides at once, which is no mistake.
            ClientMessage::Complete(id) => {
                Ok(if self.operations.remove(&id) { Step::Stop(id) } else { Step::Nothing })
            }
        }
    }

    /// An operation ended by itself.
    pub(super) fn ended(&mut self, id: &str) {
        self.operations.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn send(session: &mut Session, text: &str) -> Result<Step, u16> {
        let message = ClientMessage::read(text).map_err(|closing| closing.code)?;
        session.take(message).map_err(|closing| closing.code)
    }

    fn begun() -> Session {
        let mut session = Session::default();
        let step = send(&mut session, r#"{"type":"connection_init"}"#);
        assert!(matches!(step, Ok(Step::Acknowledge)), "{step:?}");
        session
    }

    const SUBSCRIBE: &str = r#"{"type":"subscribe","id":"1","payload":{"query":"{ __typename }"}}"#;

    #[test]
    fn what_is_no_message_closes_with_4400() {
        for text in [
            "",
            "x",
            "[]",
            "1",
            "{}",
            r#"{"type":1}"#,
            r#"{"type":"next"}"#,
            r#"{"type":"start","id":"1","payload":{"query":"{a}"}}"#,
            r#"{"type":"connection_init","payload":1}"#,
            r#"{"type":"ping","payload":[]}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"complete","id":""}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":1,"payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":1}}"#,
        ] {
            assert_eq!(send(&mut begun(), text).err(), Some(4400), "{text}");
        }
    }

    #[test]
    fn a_client_begins_once_and_before_anything_else() {
        assert_eq!(send(&mut Session::default(), SUBSCRIBE).err(), Some(4401));
        let again = send(&mut begun(), r#"{"type":"connection_init","payload":{}}"#);
        assert_eq!(again.err(), Some(4429));
        let known = r#"{"type":"connection_init","payload":{"Authorization":"Bearer x"}}"#;
        assert_eq!(send(&mut Session::default(), known).err(), Some(4403));
    }

    #[test]
    fn an_id_is_free_again_when_its_operation_is_over() {
        let mut session = begun();
        assert!(matches!(send(&mut session, SUBSCRIBE), Ok(Step::Start(..))));
        assert_eq!(send(&mut session, SUBSCRIBE).err(), Some(4409));
        let complete = r#"{"type":"complete","id":"1"}"#;
        assert!(matches!(send(&mut session, complete), Ok(Step::Stop(_))));
        assert!(matches!(send(&mut session, complete), Ok(Step::Nothing)));
        assert!(matches!(send(&mut session, SUBSCRIBE), Ok(Step::Start(..))));
        session.ended("1");
        assert!(matches!(send(&mut session, SUBSCRIBE), Ok(Step::Start(..))));
    }

    #[test]
    fn pings_are_answered_before_and_after_the_beginning() {
        for mut session in [Session::default(), begun()] {
            let step = send(&mut session, r#"{"type":"ping","payload":{"a":1}}"#);
            assert!(matches!(step, Ok(Step::Pong(Some(_)))), "{step:?}");
            assert!(matches!(send(&mut session, r#"{"type":"pong"}"#), Ok(Step::Nothing)));
        }
    }

    #[test]
    fn the_words_of_a_closing_fit_its_frame() {
        let mut session = begun();
        let text = SUBSCRIBE.replace("\"1\"", &format!("\"{}\"", "ė".repeat(500)));
        assert!(send(&mut session, &text).is_ok());
        let message = ClientMessage::read(&text).expect("a message");
        let closing = session.take(message).expect_err("the id is taken");
        assert!(closing.code == 4409 && closing.reason.len() <= 123, "{closing:?}");
    }
}
