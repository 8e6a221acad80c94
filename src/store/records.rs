//! Nodes and links as a store keeps them, and the changes that it applies.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::graph::Dates;
use super::history::Fields;
use crate::model::{KindId, LinkId, Model, PartialDate, PropertyId, Value};

/// Where a fact is known from.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Source {
    /// The page's address, or a few words where there is no page.
    pub url: Arc<str>,
    /// When it was read.
    pub retrieved: Option<PartialDate>,
}

/// A name that somebody else gave: a company code, a VAT number, an ORCID.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Identifier {
    /// What kind of name it is.
    pub scheme: Arc<str>,
    /// The name.
    pub value: Arc<str>,
}

/// Who recorded a fact last, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// Who.
    pub by: Arc<str>,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

impl Recorded {
    /// Nobody, at no time: of records that are told without it.
    #[must_use]
    pub fn nobody() -> Self {
        Self { by: "".into(), at: 0 }
    }

    /// When, as an RFC 3339 instant.
    #[must_use]
    pub fn instant(&self) -> jiff::Timestamp {
        // Years beyond 9999 cannot be written; only a clock that is wrong gives one.
        jiff::Timestamp::from_millisecond(self.at).unwrap_or(jiff::Timestamp::MAX)
    }
}

/// A node with all that is known of it.
#[derive(Clone, PartialEq, Debug)]
pub struct NodeRecord {
    /// Its id, unique in the whole network.
    pub id: Arc<str>,
    /// What it is; it never changes.
    pub kind: KindId,
    /// Its properties, by rising number, each at most once.
    pub properties: Vec<(PropertyId, Value)>,
    /// Its identifiers elsewhere.
    pub identifiers: Vec<Identifier>,
    /// Where it is known from.
    pub sources: Vec<Source>,
    /// Who recorded it last.
    pub recorded: Recorded,
    /// How often it changed, from 1; the store counts it and ignores what a change says.
    pub version: u32,
}

impl NodeRecord {
    /// The value of a property, if it is there.
    #[must_use]
    pub fn value(&self, property: PropertyId) -> Option<&Value> {
        self.properties.iter().find(|(id, _)| *id == property).map(|(_, value)| value)
    }

    /// The date that a property is, if it is there and one.
    #[must_use]
    pub fn date(&self, property: PropertyId) -> Option<PartialDate> {
        match self.value(property)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }
}

/// A link with all that is known of it.
#[derive(Clone, PartialEq, Debug)]
pub struct LinkRecord {
    /// What it joins, and as what.
    pub link: LinkRef,
    /// Since when it holds.
    pub since: Option<PartialDate>,
    /// Until when it holds.
    pub until: Option<PartialDate>,
    /// A day on which it was known to hold.
    pub seen: Option<PartialDate>,
    /// Its properties, by rising number, each at most once.
    pub properties: Vec<(PropertyId, Value)>,
    /// Where it is known from.
    pub sources: Vec<Source>,
    /// Who recorded it last.
    pub recorded: Recorded,
    /// How often it changed, from 1; the store counts it and ignores what a change says.
    pub version: u32,
}

impl LinkRecord {
    /// When it holds.
    #[must_use]
    pub fn dates(&self) -> Dates {
        Dates { since: self.since, until: self.until, seen: self.seen }
    }
}

/// The identity of a link. Two nodes can be joined by several links of one kind, told apart by the tag.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LinkRef {
    /// Its kind.
    pub kind: LinkId,
    /// The id of the node it starts from.
    pub from: Arc<str>,
    /// The id of the node it leads to.
    pub to: Arc<str>,
    /// Tells apart links of one kind between the same two nodes; 0 for the plain one.
    pub tag: u32,
}

impl LinkRef {
    /// The tag of a link that is told apart by these texts (its role, its year, its kind of agreement);
    /// 0 when all are empty.
    #[must_use]
    pub fn tag_of(parts: &[&str]) -> u32 {
        if parts.iter().all(|part| part.is_empty()) {
            return 0;
        }
        let mut hash = crc32fast::Hasher::new();
        for part in parts {
            hash.update(part.as_bytes());
            hash.update(&[0x1f]);
        }
        hash.finalize().max(1)
    }

    /// Its id in the API: `MEMBER_OF/co-arginta/cl-litek`, and the tag in hexadecimal unless it is 0.
    #[must_use]
    pub fn id(&self, model: &Model) -> String {
        let mut id = format!("{}/{}/{}", model.link(self.kind).name, self.from, self.to);
        if self.tag != 0 {
            use std::fmt::Write as _;
            // Writing to a String cannot fail.
            let _ = write!(id, "/{:08x}", self.tag);
        }
        id
    }

    /// The link of an id, if it is the id of a link; whether there is such a link is not said.
    #[must_use]
    pub fn parse(id: &str, model: &Model) -> Option<Self> {
        let mut parts = id.split('/');
        let (kind, from, to) = (parts.next()?, parts.next()?, parts.next()?);
        let tag = match parts.next() {
            None => 0,
            Some(tag) if tag.len() == 8 => u32::from_str_radix(tag, 16).ok()?,
            Some(_) => return None,
        };
        let kind = model.link_named(kind)?.id;
        parts.next().is_none().then(|| Self { kind, from: from.into(), to: to.into(), tag })
    }
}

/// A change of the network.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Adds the node, or replaces all that is known of it. What is already so, recorded by the same, is no
    /// change; recorded by another it becomes theirs, so that removing what one recorded leaves it.
    PutNode(NodeRecord),
    /// Removes the node and its links. One that is not there is no change.
    RemoveNode(Arc<str>),
    /// Adds the link, or replaces all that is known of it. No change as with a node.
    PutLink(LinkRecord),
    /// Removes the link. One that is not there is no change.
    RemoveLink(LinkRef),
    /// Erases what the log keeps of values that somebody recorded and that were replaced since. What there is now
    /// stays; this is no change, and the log does not tell it.
    Forget(Arc<str>),
}

/// A change that took place, as [`Store::changes`](super::Store::changes) tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// Its place in the order of all changes, from 1.
    pub sequence: u64,
    /// Who recorded it, and when.
    pub recorded: Recorded,
    /// What was done.
    pub action: Action,
    /// What it was done to.
    pub subject: Subject,
    /// What an update made different; none of what was added or removed.
    pub fields: Fields,
}

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// It was not there before.
    Added,
    /// It was there and is now different.
    Updated,
    /// It is gone.
    Removed,
}

/// What was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A node.
    Node {
        /// Its id.
        id: Arc<str>,
        /// What it is, or was.
        kind: KindId,
    },
    /// A link.
    Link {
        /// Which.
        link: LinkRef,
        /// What it starts from is.
        from: KindId,
        /// What it leads to is.
        to: KindId,
    },
}

/// A node's id: 1 to 128 of the letters and digits of ASCII and `-`, `_`, `.`, `:`, `~`, `@`, `+`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodeId(pub Arc<str>);

/// The text cannot be an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not an id; expected 1 to 128 letters, digits or `-_.:~@+`")]
pub struct NotAnId;

impl FromStr for NodeId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let fits = (1..=128).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:~@+".contains(&b));
        fits.then(|| Self(text.into())).ok_or(NotAnId)
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
