//! The model by the names of the public schema: what each field name reads.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::model::{DataType, KindId, KindSet, Language, LinkField, Model, Property, PropertyId};
use crate::write::Mutation;

/// What the names of the public schema stand for. Made once from a model, shared by all requests.
#[derive(Debug)]
pub struct Catalog {
    model: Arc<Model>,
    /// What the root fields do.
    roots: Names<RootName>,
    /// The kinds of every kind's and interface's type name.
    types: Names<KindSet>,
    /// The fields of every kind, by its number.
    kinds: Vec<Names<NodeName>>,
    /// The data type of every property, by its number.
    data: Vec<Option<DataType>>,
    pub(super) no_languages: Arc<[Language]>,
}

type Names<T> = HashMap<Box<str>, T, foldhash::fast::FixedState>;

/// What a root field does.
#[derive(Clone, Copy, Debug)]
pub(super) enum RootName {
    /// `node`.
    Node,
    /// `nodes`.
    Nodes,
    /// `search`.
    Search,
    /// Looks up a node of a kind, of the further list at a position of `Kind::listed` if one is told.
    One(KindId, Option<usize>),
    /// Lists the nodes of a kind, of the further list at a position of `Kind::listed` if one is told.
    All(KindId, Option<usize>),
    /// Asks a question.
    Question(QuestionName),
    /// `changes`.
    Changes,
    /// `changed`.
    Changed,
    /// Changes the network.
    Mutation(Mutation),
}

/// The questions.
#[derive(Clone, Copy, Debug)]
pub(super) enum QuestionName {
    ExpertsConnecting,
    PartnershipPaths,
    ExpertsForChallenge,
    Claims,
    Network,
}

/// What a field of a node reads.
#[derive(Clone, Copy, Debug)]
pub(super) enum NodeName {
    Id,
    Kind,
    Code,
    Identifiers,
    Sources,
    Version,
    RecordedAt,
    RecordedBy,
    /// A property, by its place among the kind's.
    Property(usize),
    /// The language that a localised property is read in, by its place among the kind's.
    LanguageOf(usize),
    /// What is at the end of links, by its place among the kind's link fields.
    Link(usize),
}

impl Catalog {
    /// The catalogue of a model.
    #[must_use]
    pub fn new(model: &Arc<Model>) -> Self {
        let named = |one: &crate::model::Kind| (one.name.as_str().into(), KindSet::one(one.id));
        let interface = |one: &crate::model::Interface| (one.name.as_str().into(), one.kinds);
        let mut data = vec![None; model.property_names.len()];
        let of_nodes = model.kinds.iter().flat_map(|kind| &kind.properties);
        for property in of_nodes.chain(model.links.iter().flat_map(|link| &link.properties)) {
            data[usize::from(property.id.0)] = Some(property.data);
        }
        Self {
            roots: root_names(model),
            types: model
                .kinds
                .iter()
                .map(named)
                .chain(model.interfaces.iter().map(interface))
                .collect(),
            kinds: model.kinds.iter().map(node_names).collect(),
            data,
            no_languages: Arc::new([]),
            model: model.clone(),
        }
    }

    /// The model that it was made from.
    #[must_use]
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The name of a value of a property's enumeration.
    #[must_use]
    pub fn constant(&self, property: PropertyId, position: u8) -> Option<&str> {
        let DataType::Enum(of) = self.data_type(property)? else { return None };
        self.model.enumeration(of).values.get(usize::from(position)).map(|(name, _)| name.as_str())
    }

    /// The data type that a property has wherever it is declared.
    pub(super) fn data_type(&self, property: PropertyId) -> Option<DataType> {
        self.data.get(usize::from(property.0)).copied().flatten()
    }

    pub(super) fn root(&self, name: &str) -> Option<RootName> {
        self.roots.get(name).copied()
    }

    /// The kinds of a kind's or interface's type name; none when it is neither.
    pub(super) fn kinds_of_type(&self, name: &str) -> Option<KindSet> {
        self.types.get(name).copied()
    }

    pub(super) fn node(&self, kind: KindId, name: &str) -> Option<NodeName> {
        self.kinds.get(usize::from(kind.0))?.get(name).copied()
    }

    pub(super) fn property(&self, kind: KindId, name: &str) -> Option<&Property> {
        match self.node(kind, name)? {
            NodeName::Property(at) => self.model.kind(kind).properties.get(at),
            _ => None,
        }
    }

    pub(super) fn link_field(&self, kind: KindId, name: &str) -> Option<&LinkField> {
        match self.node(kind, name)? {
            NodeName::Link(at) => self.model.kind(kind).link_fields.get(at),
            _ => None,
        }
    }

    /// The prefix of the ids of some kinds, if they are of one kind and have codes.
    pub(super) fn code_of(&self, kinds: KindSet) -> Option<&str> {
        let mut all = kinds.iter();
        match (all.next(), all.next()) {
            (Some(kind), None) => self.model.kind(kind).code.as_deref(),
            _ => None,
        }
    }
}

fn root_names(model: &Model) -> Names<RootName> {
    let mut names = Names::default();
    let mut add = |name: &str, root: RootName| {
        names.insert(name.into(), root);
    };
    add("node", RootName::Node);
    add("nodes", RootName::Nodes);
    add("search", RootName::Search);
    add("changes", RootName::Changes);
    add("changed", RootName::Changed);
    add("delete", RootName::Mutation(Mutation::Delete));
    add("link", RootName::Mutation(Mutation::Link));
    add("unlink", RootName::Mutation(Mutation::Unlink));
    add("apply", RootName::Mutation(Mutation::Apply));
    add("expertsConnecting", RootName::Question(QuestionName::ExpertsConnecting));
    add("partnershipPaths", RootName::Question(QuestionName::PartnershipPaths));
    add("expertsForChallenge", RootName::Question(QuestionName::ExpertsForChallenge));
    add("claims", RootName::Question(QuestionName::Claims));
    add("network", RootName::Question(QuestionName::Network));
    for kind in &model.kinds {
        add(&kind.singular, RootName::One(kind.id, None));
        add(&kind.plural, RootName::All(kind.id, None));
        let mutations: [fn(KindId) -> Mutation; 3] =
            [Mutation::Create, Mutation::Update, Mutation::Upsert];
        for (verb, mutation) in ["create", "update", "upsert"].into_iter().zip(mutations) {
            add(&format!("{verb}{}", kind.name), RootName::Mutation(mutation(kind.id)));
        }
        for (at, listed) in kind.listed.iter().enumerate() {
            add(&listed.singular, RootName::One(kind.id, Some(at)));
            add(&listed.plural, RootName::All(kind.id, Some(at)));
        }
    }
    names
}

fn node_names(kind: &crate::model::Kind) -> Names<NodeName> {
    let mut names = Names::default();
    let mut add = |name: &str, node: NodeName| {
        names.insert(name.into(), node);
    };
    add("id", NodeName::Id);
    add("kind", NodeName::Kind);
    add("code", NodeName::Code);
    add("identifiers", NodeName::Identifiers);
    add("sources", NodeName::Sources);
    add("version", NodeName::Version);
    add("recordedAt", NodeName::RecordedAt);
    add("recordedBy", NodeName::RecordedBy);
    for (at, property) in kind.properties.iter().enumerate() {
        add(&property.name, NodeName::Property(at));
        if property.localized {
            add(&format!("{}Language", property.name), NodeName::LanguageOf(at));
        }
    }
    for (at, field) in kind.link_fields.iter().enumerate() {
        add(&field.name, NodeName::Link(at));
    }
    names
}
