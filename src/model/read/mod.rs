//! Reading `schema/model` into a [`Model`]: every mistake of every file at once.
//!
//! The files are GraphQL type definitions with one liberty: a kind has the fields of its interfaces
//! without repeating them, so that a property is declared in one place.

mod fields;
mod kinds;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use apollo_compiler::Node;
use apollo_compiler::ast::{self, Definition};
use apollo_compiler::parser::{SourceMap, SourceSpan};
use indexmap::IndexMap;

use crate::model::fault::ModelFault;
use crate::model::names;
use crate::model::sets::{KindId, KindSet, LinkId, LinkSet, PropertyId};
use crate::model::types::{Bound, DataType, Enumeration, Interface, LinkField, Model, Property};

/// Enumerations that belong to the directives, not to the network.
const OF_DIRECTIVES: [&str; 3] = ["Audience", "Direction", "LinkShape"];

/// Field names that every node has of itself.
const NODE_FIELDS: [&str; 8] =
    ["id", "kind", "code", "identifiers", "sources", "version", "recordedAt", "recordedBy"];

/// Field names that every link and every edge has of itself.
const LINK_FIELDS: [&str; 9] =
    ["id", "kind", "from", "to", "node", "cursor", "since", "until", "seen"];

/// Reads the model from `(file name, text)` pairs.
///
/// # Errors
/// Every mistake of every file, in file order.
pub fn read_model(files: &[(&str, &str)]) -> Result<Model, Vec<ModelFault>> {
    let mut reader = Reader::default();
    let mut documents: Vec<ast::Document> = Vec::new();
    for (name, text) in files {
        match ast::Document::parse(*text, *name) {
            Ok(document) => documents.push(document),
            Err(broken) => {
                for error in broken.errors.iter() {
                    let line = error.line_column_range().map_or(0, |range| range.start.line);
                    reader.faults.push(ModelFault {
                        file: (*name).to_owned(),
                        line,
                        message: error.error.to_string(),
                    });
                }
                documents.push(broken.partial);
            }
        }
    }
    reader.collect(&documents);
    reader.build().map_err(|mut faults| {
        let position = |fault: &ModelFault| files.iter().position(|(name, _)| *name == fault.file);
        faults.sort_by_key(|fault| (position(fault), fault.line));
        faults
    })
}

/// A declaration with the place it stands at.
struct Declared<'a, T> {
    at: Place<'a>,
    what: &'a Node<T>,
}

/// A file's sources, to tell lines.
#[derive(Clone, Copy)]
struct Place<'a> {
    sources: &'a SourceMap,
}

impl Place<'_> {
    fn fault<T: ?Sized>(self, node: &Node<T>, message: String) -> ModelFault {
        self.fault_at(node.location(), message)
    }

    fn fault_at(self, span: Option<SourceSpan>, message: String) -> ModelFault {
        let line = span
            .and_then(|span| span.line_column_range(self.sources))
            .map_or(0, |range| range.start.line);
        let file = span
            .and_then(|span| self.sources.get(&span.file_id()))
            .map_or_else(String::new, |source| source.path().display().to_string());
        ModelFault { file, line, message }
    }
}

#[derive(Default)]
struct Reader<'a> {
    faults: Vec<ModelFault>,
    kinds: IndexMap<&'a str, Declared<'a, ast::ObjectTypeDefinition>>,
    links: IndexMap<String, Declared<'a, ast::ObjectTypeDefinition>>,
    interfaces: IndexMap<&'a str, Declared<'a, ast::InterfaceTypeDefinition>>,
    enumerations: IndexMap<&'a str, Declared<'a, ast::EnumTypeDefinition>>,
    property_names: IndexMap<String, (DataType, bool, bool, Option<Bound>)>,
}

/// The properties and link fields of one declaration.
#[derive(Default, Clone)]
struct Fields {
    properties: Vec<Property>,
    link_fields: Vec<LinkField>,
}

impl<'a> Reader<'a> {
    /// Sorts the declarations by what they declare.
    fn collect(&mut self, documents: &'a [ast::Document]) {
        for document in documents {
            let at = Place { sources: &document.sources };
            for definition in &document.definitions {
                self.collect_one(at, definition);
            }
        }
        if !self.interfaces.contains_key("Node") {
            self.faults.push(ModelFault {
                file: "common.graphql".to_owned(),
                line: 0,
                message: "interface `Node` is not declared".to_owned(),
            });
        }
        // `Node` is first: the fields of every kind begin with it.
        if let Some(at) = self.interfaces.get_index_of("Node") {
            self.interfaces.move_index(at, 0);
        }
    }

    fn collect_one(&mut self, at: Place<'a>, definition: &'a Definition) {
        let (name, again) = match definition {
            Definition::ObjectTypeDefinition(what) if what.directives.has("linkKind") => {
                let name = names::constant(&what.name);
                (what.name.as_str(), self.links.insert(name, Declared { at, what }).is_some())
            }
            Definition::ObjectTypeDefinition(what) => {
                if !what.directives.has("node") {
                    let message = format!("type `{}` needs `@node` or `@linkKind`", what.name);
                    self.faults.push(at.fault(what, message));
                }
                let name = what.name.as_str();
                (name, self.kinds.insert(name, Declared { at, what }).is_some())
            }
            Definition::InterfaceTypeDefinition(what) => {
                let name = what.name.as_str();
                (name, self.interfaces.insert(name, Declared { at, what }).is_some())
            }
            Definition::EnumTypeDefinition(what) => {
                let name = what.name.as_str();
                if OF_DIRECTIVES.contains(&name) {
                    return;
                }
                (name, self.enumerations.insert(name, Declared { at, what }).is_some())
            }
            Definition::DirectiveDefinition(_) => return,
            other => {
                let message = format!(
                    "`{}`: only types, interfaces, enums and directives belong in the model",
                    other.name().map_or("", |name| name.as_str())
                );
                self.faults.push(at.fault_at(other.location(), message));
                return;
            }
        };
        if again {
            let message = format!("`{name}` is declared twice");
            self.faults.push(at.fault_at(definition.location(), message));
        }
    }

    fn build(mut self) -> Result<Model, Vec<ModelFault>> {
        self.check_capacity();
        let kind_ids: HashMap<&str, KindId> =
            self.kinds.keys().zip(0..).map(|(name, at)| (*name, KindId(at))).collect();
        let ancestry: HashMap<&str, Vec<String>> = self.ancestry();
        let kinds_of: HashMap<String, KindSet> = self.kinds_of_types(&kind_ids, &ancestry);

        let interface_fields: IndexMap<&str, Fields> = {
            let declared: Vec<_> = self
                .interfaces
                .values()
                .map(|declared| (declared.at, declared.what.name.as_str(), &declared.what.fields))
                .collect();
            let own: Vec<(&str, Fields)> = declared
                .into_iter()
                .map(|(at, name, fields)| (name, self.fields(at, fields, &kinds_of)))
                .collect();
            own.into_iter().collect()
        };
        let inherited = |interfaces: &[String]| {
            let mut all = Fields::default();
            for fields in interfaces.iter().filter_map(|name| interface_fields.get(name.as_str())) {
                all.properties.extend(fields.properties.iter().cloned());
                all.link_fields.extend(fields.link_fields.iter().cloned());
            }
            all
        };

        let interfaces: Vec<Interface> = self
            .interfaces
            .values()
            .map(|declared| {
                let name = declared.what.name.as_str();
                let above = ancestry.get(name).cloned().unwrap_or_default();
                let mut fields = inherited(&above);
                if let Some(own) = interface_fields.get(name) {
                    fields.properties.extend(own.properties.iter().cloned());
                    fields.link_fields.extend(own.link_fields.iter().cloned());
                }
                Interface {
                    name: name.to_owned(),
                    doc: doc(declared.what.description.as_ref()),
                    kinds: kinds_of.get(name).copied().unwrap_or_default(),
                    interfaces: above,
                    properties: fields.properties,
                    link_fields: fields.link_fields,
                }
            })
            .collect();

        let mut kinds = Vec::new();
        let declared_kinds = std::mem::take(&mut self.kinds);
        for (name, declared) in &declared_kinds {
            let above = ancestry.get(name).cloned().unwrap_or_default();
            let mut fields = inherited(&above);
            let own = self.fields(declared.at, &declared.what.fields, &kinds_of);
            fields.properties.extend(own.properties);
            fields.link_fields.extend(own.link_fields);
            self.check_names(declared, &fields);
            kinds.push(self.kind(declared, kind_ids[name], above, fields));
        }

        let mut links = Vec::new();
        for ((name, declared), at) in std::mem::take(&mut self.links).into_iter().zip(0..) {
            links.push(self.link_kind(name, &declared, LinkId(at), &kinds_of));
        }
        self.check_ends(&declared_kinds, &kinds, &links);

        let enumerations = self
            .enumerations
            .values()
            .map(|declared| Enumeration {
                name: declared.what.name.to_string(),
                doc: doc(declared.what.description.as_ref()),
                values: declared
                    .what
                    .values
                    .iter()
                    .map(|value| (value.value.to_string(), doc(value.description.as_ref())))
                    .collect(),
            })
            .collect();
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        Ok(Model {
            begins: self.bounded(Bound::Begins),
            ends: self.bounded(Bound::Ends),
            kinds_by_name: kinds.iter().map(|kind| (kind.name.clone(), kind.id)).collect(),
            links_by_name: links.iter().map(|link| (link.name.clone(), link.id)).collect(),
            properties_by_name: self
                .property_names
                .keys()
                .zip(0..)
                .map(|(name, at)| (name.clone(), PropertyId(at)))
                .collect(),
            property_names: self.property_names.into_keys().collect(),
            kinds,
            links,
            interfaces,
            enumerations,
        })
    }

    /// All interfaces above a type, `Node` first.
    fn ancestry(&mut self) -> HashMap<&'a str, Vec<String>> {
        let of_interfaces = self.interfaces.iter().map(|(name, Declared { at, what })| {
            (*name, (*at, what.implements_interfaces.as_slice()))
        });
        let of_kinds = self.kinds.iter().map(|(name, Declared { at, what })| {
            (*name, (*at, what.implements_interfaces.as_slice()))
        });
        let declared: HashMap<&str, (Place<'_>, &[apollo_compiler::Name])> =
            of_interfaces.chain(of_kinds).collect();
        let order: Vec<&str> = self.interfaces.keys().copied().collect();
        let mut all = HashMap::new();
        for name in self.interfaces.keys().chain(self.kinds.keys()) {
            let mut above: Vec<&str> = Vec::new();
            let mut next: Vec<&str> = vec![name];
            while let Some(one) = next.pop() {
                let Some((at, parents)) = declared.get(one) else { continue };
                for parent in *parents {
                    if !order.contains(&parent.as_str()) {
                        // Told where it stands, not again for everything below it.
                        if one == *name {
                            let message = format!(
                                "`{name}` implements `{parent}`, which is not an interface of the model"
                            );
                            self.faults.push(at.fault_at(parent.location(), message));
                        }
                    } else if !above.contains(&parent.as_str()) {
                        above.push(parent.as_str());
                        next.push(parent.as_str());
                    }
                }
            }
            if *name != "Node" && !above.contains(&"Node") {
                above.push("Node");
            }
            above.sort_by_key(|parent| order.iter().position(|one| one == parent));
            all.insert(*name, above.into_iter().map(str::to_owned).collect());
        }
        all
    }

    fn kinds_of_types(
        &self,
        ids: &HashMap<&str, KindId>,
        ancestry: &HashMap<&str, Vec<String>>,
    ) -> HashMap<String, KindSet> {
        let mut all: HashMap<String, KindSet> =
            self.interfaces.keys().map(|name| ((*name).to_owned(), KindSet::EMPTY)).collect();
        for (name, id) in ids {
            all.insert((*name).to_owned(), KindSet::one(*id));
            for parent in ancestry.get(name).into_iter().flatten() {
                let set = all.entry(parent.clone()).or_default();
                *set = set.with(*id);
            }
        }
        all
    }

    fn check_capacity(&mut self) {
        for (what, count, most) in [
            ("kinds", self.kinds.len(), KindSet::CAPACITY),
            ("kinds of link", self.links.len(), LinkSet::CAPACITY),
        ] {
            if count > most {
                self.faults.push(ModelFault {
                    file: String::new(),
                    line: 0,
                    message: format!("{count} {what}; there can be {most}"),
                });
            }
        }
    }
}

fn doc(description: Option<&Node<str>>) -> String {
    description.map_or_else(String::new, ToString::to_string)
}

/// `WorkingGroup` as `workingGroup`.
fn first_lower(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + letters.as_str())
}

/// `; did you mean `X`?` when a name is close to a known one.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n String>) -> String {
    crate::text::nearest(name, known.map(String::as_str))
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
