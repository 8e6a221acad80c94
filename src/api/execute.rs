//! Running the root fields of an operation, each to its end: of a query all at once, of a mutation one after the other.
//!
//! Decision 0009 says why async-graphql has no part in it.

use std::sync::Arc;

use futures_util::future::join_all;

use super::answer::{AnswerError, RootAnswer};

/// A root field in its place, and what became of it.
pub(crate) struct Answered {
    /// Its response key.
    pub(crate) key: Arc<str>,
    /// Whether null may stand there.
    pub(crate) nullable: bool,
    /// Its answer.
    pub(crate) answer: RootAnswer,
}

/// A response key and its JSON, where none is null.
pub(crate) type Written = (Arc<str>, Option<Vec<u8>>);

/// What executing an operation gave.
#[derive(Debug, Default)]
pub(crate) struct Executed {
    /// What is written under each response key; nothing at all when a null reached the top.
    pub(crate) data: Option<Vec<Written>>,
    /// What went wrong on the way, in the order of the root fields.
    pub(crate) errors: Vec<AnswerError>,
}

impl Executed {
    /// Root fields together. A null where null may not stand empties the whole, and hides no other's errors.
    pub(crate) fn of(roots: impl IntoIterator<Item = Answered>) -> Self {
        let roots = roots.into_iter();
        let mut fields = Vec::with_capacity(roots.size_hint().0);
        let (mut errors, mut emptied) = (Vec::new(), false);
        for Answered { key, nullable, answer } in roots {
            emptied |= answer.json.is_none() && !nullable;
            errors.extend(answer.errors);
            fields.push((key, answer.json));
        }
        Self { data: (!emptied).then_some(fields), errors }
    }
}

/// Runs the root fields of a query.
pub(crate) async fn execute(
    roots: impl IntoIterator<Item = impl Future<Output = Answered>>,
) -> Executed {
    Executed::of(join_all(roots).await)
}

/// Runs the root fields of a mutation, in their order.
pub(crate) async fn execute_in_order(
    roots: impl IntoIterator<Item = impl Future<Output = Answered>>,
) -> Executed {
    let mut all = Vec::new();
    for root in roots {
        all.push(root.await);
    }
    Executed::of(all)
}

#[cfg(test)]
mod tests {
    use super::super::answer::Step;
    use super::*;
    use crate::fault::Code;
    use crate::text::Sentence;

    fn answered(key: &str, nullable: bool, json: Option<&str>) -> Answered {
        let error = || AnswerError {
            path: vec![Step::Key(key.into())],
            at: 0,
            code: Code::Internal,
            message: Sentence::new(key, key),
            more: None,
        };
        let errors = if json.is_none() { vec![error()] } else { Vec::new() };
        let json = json.map(|text| text.as_bytes().to_vec());
        Answered { key: key.into(), nullable, answer: RootAnswer { json, errors } }
    }

    fn told(executed: &Executed) -> Vec<&str> {
        executed.errors.iter().map(|error| &*error.message.en).collect()
    }

    #[test]
    fn a_root_that_may_not_be_null_empties_the_answer_and_hides_no_error() {
        let roots = [
            answered("a", true, None),
            answered("b", true, Some("1")),
            answered("c", false, None),
            answered("d", true, None),
        ];
        let executed = Executed::of(roots);
        assert!(executed.data.is_none());
        assert_eq!(told(&executed), ["a", "c", "d"]);
        let executed = Executed::of([answered("a", true, None), answered("b", false, Some("1"))]);
        let fields = executed.data.as_ref().expect("fields");
        let fields: Vec<_> = fields.iter().map(|(key, json)| (&**key, json.as_deref())).collect();
        assert_eq!(fields, [("a", None), ("b", Some(&b"1"[..]))]);
        assert_eq!(told(&executed), ["a"]);
    }

    #[tokio::test]
    async fn roots_run_at_once_and_come_back_in_order() {
        let barrier = tokio::sync::Barrier::new(3);
        let roots = ["a", "b", "c"].map(|key| {
            let barrier = &barrier;
            async move {
                barrier.wait().await;
                answered(key, false, Some("1"))
            }
        });
        let fields = execute(roots).await.data.expect("fields");
        let keys: Vec<&str> = fields.iter().map(|(key, _)| &**key).collect();
        assert_eq!(keys, ["a", "b", "c"]);
    }

    #[tokio::test]
    async fn mutations_run_one_after_the_other() {
        let met = std::cell::RefCell::new(Vec::new());
        let roots = ["c", "a", "b"].map(|key| {
            let met = &met;
            async move {
                met.borrow_mut().push(format!("{key} begins"));
                tokio::task::yield_now().await;
                met.borrow_mut().push(format!("{key} ends"));
                answered(key, true, (key != "a").then_some("1"))
            }
        });
        let fields = execute_in_order(roots).await.data.expect("fields");
        let keys: Vec<&str> = fields.iter().map(|(key, _)| &**key).collect();
        assert_eq!(keys, ["c", "a", "b"]);
        let met = met.borrow().join(", ");
        assert_eq!(met, "c begins, c ends, a begins, a ends, b begins, b ends");
    }
}
