//! The model as typed values.

use indexmap::IndexMap;

use super::sets::{KindId, KindSet, LinkId, LinkSet, PropertyId};

/// Everything that `schema/model` declares.
#[derive(Debug)]
pub struct Model {
    /// Kinds of node, by [`KindId`].
    pub kinds: Vec<Kind>,
    /// Kinds of link, by [`LinkId`].
    pub links: Vec<LinkKind>,
    /// Interfaces, `Node` first.
    pub interfaces: Vec<Interface>,
    /// Enumerations, by [`EnumerationId`].
    pub enumerations: Vec<Enumeration>,
    /// Property names, by [`PropertyId`].
    pub property_names: Vec<String>,
    /// The property that tells from which day a node is there, where kinds have one.
    pub begins: Option<PropertyId>,
    /// The property that tells the last day on which a node is there, where kinds have one.
    pub ends: Option<PropertyId>,
    pub(super) kinds_by_name: IndexMap<String, KindId>,
    pub(super) links_by_name: IndexMap<String, LinkId>,
    pub(super) properties_by_name: IndexMap<String, PropertyId>,
}

/// A kind of node: Cluster, Person, Project.
#[derive(Debug)]
pub struct Kind {
    /// Its number.
    pub id: KindId,
    /// Its type name in the API: `WorkingGroup`.
    pub name: String,
    /// Its value in the API's `Kind` enum: `WORKING_GROUP`.
    pub constant: String,
    /// The root field that looks one up: `workingGroup`.
    pub singular: String,
    /// The root field that lists them: `workingGroups`.
    pub plural: String,
    /// The prefix of its ids when they are codes: `sector` of `sector:AGRI`.
    pub code: Option<String>,
    /// What it is, in words.
    pub doc: String,
    /// Names of all interfaces it implements, inherited ones too, `Node` first.
    pub interfaces: Vec<String>,
    /// Its properties, inherited ones first.
    pub properties: Vec<Property>,
    /// Its link fields, inherited ones first.
    pub link_fields: Vec<LinkField>,
    /// Further root lists of it.
    pub listed: Vec<Listed>,
    /// Who may see nodes of the kind.
    pub audience: Audience,
}

/// A second root list of a kind: `experts` are the people whose `expertStatus` is `LISTED`.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The root field that looks one up.
    pub singular: String,
    /// The root field that lists them.
    pub plural: String,
    /// The property that decides; its data type is an enumeration.
    pub property: PropertyId,
    /// The value it must have, as a position in the enumeration.
    pub value: u8,
}

/// A property of a kind of node or link.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a directive of its own")]
pub struct Property {
    /// Its name's number.
    pub id: PropertyId,
    /// Its name.
    pub name: String,
    /// What it means, in words.
    pub doc: String,
    /// What its values are.
    pub data: DataType,
    /// Whether it has several values.
    pub list: bool,
    /// Whether every node has it.
    pub required: bool,
    /// Whether its text is stored per language.
    pub localized: bool,
    /// Whether `search` finds it and `contains` folds it.
    pub search: bool,
    /// Whether no two nodes of the kind may share a value.
    pub unique: bool,
    /// Which end of a node's time it tells, if it does.
    pub bound: Option<Bound>,
    /// Who may see it.
    pub audience: Audience,
}

/// An end of the time in which a node is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// Its first day.
    Begins,
    /// Its last day.
    Ends,
}

/// What a property's values are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DataType {
    /// `String`.
    Text,
    /// `Int`, 32 bits in the API.
    Int,
    /// `Float`, finite.
    Float,
    /// `Boolean`.
    Bool,
    /// `PartialDate`.
    Date,
    /// An enumeration of the model.
    Enum(EnumerationId),
}

/// An enumeration, as its position in [`Model::enumerations`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EnumerationId(pub u8);

/// An enumeration of property values.
#[derive(Debug)]
pub struct Enumeration {
    /// Its type name.
    pub name: String,
    /// What it is, in words.
    pub doc: String,
    /// Its values with their words.
    pub values: Vec<(String, String)>,
}

/// A field of a kind that follows links.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkField {
    /// Its name.
    pub name: String,
    /// What it means, in words.
    pub doc: String,
    /// The kind of link it follows.
    pub link: LinkId,
    /// In which direction.
    pub direction: Direction,
    /// What it returns.
    pub shape: Shape,
    /// The type at the far end: a kind or an interface.
    pub far_type: String,
    /// The kinds that can be there.
    pub far: KindSet,
    /// Who may see it.
    pub audience: Audience,
}

/// The direction in which a field follows links.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Direction {
    /// From `from` to `to`.
    Out,
    /// From `to` to `from`.
    In,
    /// Either way.
    Both,
}

/// What a link field returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A Relay connection with the links' properties on its edges.
    Connection,
    /// A plain list of at most [`Shape::LIST_LIMIT`] nodes.
    List,
    /// One node or null: the first by id.
    One,
}

impl Shape {
    /// The longest plain list.
    pub const LIST_LIMIT: usize = 100;
}

/// A kind of link.
#[derive(Debug)]
pub struct LinkKind {
    /// Its number.
    pub id: LinkId,
    /// Its value in the API's `LinkKind` enum: `MEMBER_OF`.
    pub name: String,
    /// Its name in type names: `MemberOf`.
    pub type_name: String,
    /// What it means, in words.
    pub doc: String,
    /// Kinds it can start from.
    pub from: KindSet,
    /// Kinds it can lead to.
    pub to: KindSet,
    /// Its properties beside since, until, seen and sources.
    pub properties: Vec<Property>,
    /// Who may see such links.
    pub audience: Audience,
}

/// An interface of the API: `Node`, `Actor`.
#[derive(Debug)]
pub struct Interface {
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub doc: String,
    /// Interfaces it implements, inherited ones too.
    pub interfaces: Vec<String>,
    /// Kinds that implement it.
    pub kinds: KindSet,
    /// Its properties, inherited ones first.
    pub properties: Vec<Property>,
    /// Its link fields, inherited ones first.
    pub link_fields: Vec<LinkField>,
}

/// Who may see something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Audience {
    /// Everybody.
    Public,
    /// The association's own staff.
    Staff,
}

impl Model {
    /// The kind of a number.
    #[must_use]
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[usize::from(id.0)]
    }

    /// The link kind of a number.
    #[must_use]
    pub fn link(&self, id: LinkId) -> &LinkKind {
        &self.links[usize::from(id.0)]
    }

    /// The enumeration of a number.
    #[must_use]
    pub fn enumeration(&self, id: EnumerationId) -> &Enumeration {
        &self.enumerations[usize::from(id.0)]
    }

    /// The kind of a type name: `Cluster`.
    #[must_use]
    pub fn kind_named(&self, name: &str) -> Option<&Kind> {
        self.kinds_by_name.get(name).map(|id| self.kind(*id))
    }

    /// The kind of a constant: `WORKING_GROUP`.
    #[must_use]
    pub fn kind_of_constant(&self, constant: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.constant == constant)
    }

    /// The link kind of a constant: `MEMBER_OF`.
    #[must_use]
    pub fn link_named(&self, name: &str) -> Option<&LinkKind> {
        self.links_by_name.get(name).map(|id| self.link(*id))
    }

    /// The number of a property name.
    #[must_use]
    pub fn property_id(&self, name: &str) -> Option<PropertyId> {
        self.properties_by_name.get(name).copied()
    }

    /// How a node says that it may not be suggested: `Person.suggestable`, and the position of `OBJECTED` in its enumeration.
    #[must_use]
    pub fn objection(&self) -> Option<(PropertyId, u8)> {
        let property = self.property_id("suggestable")?;
        let found = self.kinds.iter().find_map(|kind| kind.property(property))?;
        let DataType::Enum(values) = found.data else { return None };
        Some((property, self.enumeration(values).position("OBJECTED")?))
    }

    /// The interface of a name.
    #[must_use]
    pub fn interface(&self, name: &str) -> Option<&Interface> {
        self.interfaces.iter().find(|interface| interface.name == name)
    }

    /// The kinds that a type name stands for: one kind, or all of an interface; empty when unknown.
    #[must_use]
    pub fn kinds_of_type(&self, name: &str) -> KindSet {
        match self.kind_named(name) {
            Some(kind) => KindSet::one(kind.id),
            None => self.interface(name).map_or(KindSet::EMPTY, |interface| interface.kinds),
        }
    }

    /// The properties that any of some kinds has, each name once: it has one type in the whole model.
    #[must_use]
    pub fn properties_among(&self, kinds: KindSet) -> Vec<&Property> {
        let mut found: Vec<&Property> = Vec::new();
        for property in kinds.iter().flat_map(|kind| &self.kind(kind).properties) {
            if !found.iter().any(|one| one.id == property.id) {
                found.push(property);
            }
        }
        found
    }

    /// Whether everybody may see links of a kind between two kinds.
    #[must_use]
    pub fn is_public_link(&self, link: LinkId, from: KindId, to: KindId) -> bool {
        let ends = [self.kind(from).audience, self.kind(to).audience];
        self.link(link).audience == Audience::Public && ends == [Audience::Public; 2]
    }

    /// Every kind.
    #[must_use]
    pub fn all_kinds(&self) -> KindSet {
        self.kinds.iter().map(|kind| kind.id).collect()
    }

    /// Every kind of link.
    #[must_use]
    pub fn all_links(&self) -> LinkSet {
        self.links.iter().map(|link| link.id).collect()
    }
}

impl Kind {
    /// Its property of a name's number.
    #[must_use]
    pub fn property(&self, id: PropertyId) -> Option<&Property> {
        self.properties.iter().find(|property| property.id == id)
    }

    /// Its property of a name.
    #[must_use]
    pub fn property_named(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// Its link field of a name.
    #[must_use]
    pub fn link_field(&self, name: &str) -> Option<&LinkField> {
        self.link_fields.iter().find(|field| field.name == name)
    }
}

impl LinkKind {
    /// Its property of a name's number.
    #[must_use]
    pub fn property(&self, id: PropertyId) -> Option<&Property> {
        self.properties.iter().find(|property| property.id == id)
    }
}

impl Enumeration {
    /// The position of a value's name.
    #[must_use]
    pub fn position(&self, value: &str) -> Option<u8> {
        let at = self.values.iter().position(|(name, _)| name == value)?;
        u8::try_from(at).ok()
    }

    /// The name of the value at a position; empty when there is none.
    #[must_use]
    pub fn name_of(&self, position: u8) -> &str {
        self.values.get(usize::from(position)).map_or("", |(name, _)| name)
    }
}
