//! Who asks, and what they may see.

use std::sync::Arc;

use crate::model::{
    Audience, KindId, KindSet, Language, LinkId, LinkSet, Model, PropertyId, PropertySet,
};

/// Who asks a request.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The widest audience they belong to.
    pub audience: Audience,
    /// Languages they read, best first.
    pub languages: Vec<Language>,
}

impl Viewer {
    /// The language that messages are told in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::En)
    }
}

/// What an audience may see of a model, worked out once.
#[derive(Clone, PartialEq, Eq)]
pub struct Sight {
    /// Kinds of node.
    pub kinds: KindSet,
    /// Kinds of link.
    pub links: LinkSet,
    node_properties: Vec<PropertySet>,
    link_properties: Vec<PropertySet>,
    /// See [`Model::objection`].
    pub objection: Option<(PropertyId, u8)>,
}

impl Sight {
    /// What `audience` may see of `model`.
    #[must_use]
    pub fn new(model: &Model, audience: Audience) -> Arc<Self> {
        let seen = |one: Audience| one <= audience;
        let properties = |all: &[crate::model::Property]| {
            all.iter().filter(|one| seen(one.audience)).map(|one| one.id).collect()
        };
        Arc::new(Self {
            kinds: model
                .kinds
                .iter()
                .filter(|kind| seen(kind.audience))
                .map(|kind| kind.id)
                .collect(),
            links: model
                .links
                .iter()
                .filter(|link| seen(link.audience))
                .map(|link| link.id)
                .collect(),
            node_properties: model.kinds.iter().map(|kind| properties(&kind.properties)).collect(),
            link_properties: model.links.iter().map(|link| properties(&link.properties)).collect(),
            objection: model.objection(),
        })
    }

    /// The properties of a kind that may be seen.
    #[must_use]
    pub fn of_kind(&self, kind: KindId) -> PropertySet {
        self.node_properties.get(usize::from(kind.0)).copied().unwrap_or_default()
    }

    /// The properties of a kind of link that may be seen.
    #[must_use]
    pub fn of_link(&self, link: LinkId) -> PropertySet {
        self.link_properties.get(usize::from(link.0)).copied().unwrap_or_default()
    }
}

/// The properties are left out: there is a set of them for every kind.
impl std::fmt::Debug for Sight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sight")
            .field("kinds", &self.kinds)
            .field("links", &self.links)
            .finish_non_exhaustive()
    }
}
