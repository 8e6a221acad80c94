//! The model's names as numbers of the file.
//!
//! The model numbers its names by their order in `schema/model`, which changes when something is added there.
//! The file keeps numbers of its own, to which names are only ever added. As long as both agree, which is until
//! the model changes, rows are the same in memory and in the file.

use std::collections::HashMap;

use crate::model::{DataType, Model, Property};
use crate::model::{PropertyId, Value};
use crate::store::records::LinkRef;
use crate::store::resident::facts::{self, LinkFacts, NodeFacts};

/// What stands for what, from one numbering to the other.
#[derive(Clone, Debug)]
pub(in crate::store::resident) struct Terms {
    identity: bool,
    kinds: Vec<Option<u8>>,
    links: Vec<Option<u8>>,
    properties: Vec<Option<u8>>,
    /// For the properties of the source numbering whose values are of an enumeration: its values.
    values: HashMap<u8, Vec<Option<u8>>>,
    /// The source's names, to tell what is not known.
    names: Names,
}

/// The names of a numbering.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(in crate::store::resident) struct Names {
    pub(super) kinds: Vec<String>,
    pub(super) links: Vec<String>,
    pub(super) properties: Vec<String>,
    /// By the enumeration's name.
    pub(super) values: Vec<(String, Vec<String>)>,
}

impl Names {
    /// The names of a model.
    pub(super) fn of(model: &Model) -> Self {
        let values = model.enumerations.iter().map(|one| {
            (one.name.clone(), one.values.iter().map(|(name, _)| name.clone()).collect())
        });
        Self {
            kinds: model.kinds.iter().map(|kind| kind.name.clone()).collect(),
            links: model.links.iter().map(|link| link.name.clone()).collect(),
            properties: model.property_names.clone(),
            values: values.collect(),
        }
    }

    /// Adds the names that another numbering has and this one has not; whether there were any.
    pub(super) fn add(&mut self, other: &Self) -> bool {
        let before = self.clone();
        let add = |own: &mut Vec<String>, other: &[String]| {
            for name in other {
                if !own.contains(name) {
                    own.push(name.clone());
                }
            }
        };
        add(&mut self.kinds, &other.kinds);
        add(&mut self.links, &other.links);
        add(&mut self.properties, &other.properties);
        for (name, values) in &other.values {
            match self.values.iter_mut().find(|(own, _)| own == name) {
                Some((_, own)) => add(own, values),
                None => self.values.push((name.clone(), values.clone())),
            }
        }
        *self != before
    }

    /// Every name as a row: area, number, name.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, usize, &str)> {
        let areas = [("kind", &self.kinds), ("link", &self.links), ("property", &self.properties)];
        let values = self.values.iter().map(|(name, values)| (name.as_str(), values));
        areas.into_iter().chain(values).flat_map(|(area, names)| {
            names.iter().enumerate().map(move |(n, name)| (area, n, name.as_str()))
        })
    }

    /// Takes a row; the rows of an area come by rising number without a gap.
    pub(super) fn take(&mut self, area: &str, n: usize, name: String) -> Option<()> {
        let names = match area {
            "kind" => &mut self.kinds,
            "link" => &mut self.links,
            "property" => &mut self.properties,
            other => {
                if !self.values.iter().any(|(own, _)| own == other) {
                    self.values.push((other.to_owned(), Vec::new()));
                }
                &mut self.values.iter_mut().find(|(own, _)| own == other)?.1
            }
        };
        (names.len() == n).then(|| names.push(name))
    }
}

/// Something that the target numbering has no number for, in words.
pub(in crate::store::resident) type NotKnown = String;

impl Terms {
    /// From a numbering to another. `model` tells which enumeration a property's values are of.
    pub(super) fn between(from: &Names, to: &Names, model: &Model) -> Self {
        let map = |from: &[String], to: &[String]| -> Vec<Option<u8>> {
            let number = |name| to.iter().position(|one| one == name);
            from.iter().map(|name| u8::try_from(number(name)?).ok()).collect()
        };
        let values_of = |names: &Names, area: &str| {
            let found = names.values.iter().find(|(name, _)| name == area);
            found.map(|(_, values)| values.clone()).unwrap_or_default()
        };
        let all = model.kinds.iter().flat_map(|kind| &kind.properties);
        let all: Vec<&Property> =
            all.chain(model.links.iter().flat_map(|link| &link.properties)).collect();
        let mut values = HashMap::new();
        for (n, name) in (0..).zip(&from.properties) {
            let found = all.iter().find(|property| property.name == *name);
            if let Some(DataType::Enum(of)) = found.map(|property| property.data) {
                let area = &model.enumeration(of).name;
                values.insert(n, map(&values_of(from, area), &values_of(to, area)));
            }
        }
        let (kinds, links) = (map(&from.kinds, &to.kinds), map(&from.links, &to.links));
        let properties = map(&from.properties, &to.properties);
        let same = |map: &[Option<u8>]| (0_u8..).zip(map).all(|(n, to)| *to == Some(n));
        let identity = same(&kinds)
            && same(&links)
            && same(&properties)
            && values.values().all(|map| same(map));
        Self { identity, kinds, links, properties, values, names: from.clone() }
    }

    /// The other number of a kind of node.
    pub(in crate::store::resident) fn kind(&self, kind: u8) -> Result<u8, NotKnown> {
        look_up(&self.kinds, kind, "kind", &self.names.kinds)
    }

    /// The other number of a kind of link.
    pub(in crate::store::resident) fn link(&self, link: u8) -> Result<u8, NotKnown> {
        look_up(&self.links, link, "kind of link", &self.names.links)
    }

    /// The other number of a property.
    pub(super) fn property(&self, property: u8) -> Result<u8, NotKnown> {
        look_up(&self.properties, property, "property", &self.names.properties)
    }

    /// The facts of a node in the other numbering; none when they are the same.
    pub(super) fn node(&self, bytes: &[u8]) -> Result<Option<Vec<u8>>, NotKnown> {
        if self.identity {
            return Ok(None);
        }
        let record = NodeFacts(bytes).record("".into(), crate::model::KindId(0));
        let mut record = record.ok_or("facts that cannot be read")?;
        record.properties = self.properties(record.properties)?;
        Ok(Some(facts::seal(&facts::node_body(&record), record.version, &record.recorded)))
    }

    /// The facts of a link in the other numbering; none when they are the same.
    pub(super) fn link_facts(&self, bytes: &[u8]) -> Result<Option<Vec<u8>>, NotKnown> {
        if self.identity {
            return Ok(None);
        }
        let nobody = || std::sync::Arc::<str>::from("");
        let link = LinkRef { kind: crate::model::LinkId(0), from: nobody(), to: nobody(), tag: 0 };
        let mut record = LinkFacts(bytes).record(link).ok_or("facts that cannot be read")?;
        record.properties = self.properties(record.properties)?;
        Ok(Some(facts::seal(&facts::link_body(&record), record.version, &record.recorded)))
    }

    fn properties(
        &self,
        properties: Vec<(PropertyId, Value)>,
    ) -> Result<Vec<(PropertyId, Value)>, NotKnown> {
        let mut all = Vec::with_capacity(properties.len());
        for (id, value) in properties {
            all.push((PropertyId(self.property(id.0)?), self.value(id, value)?));
        }
        all.sort_by_key(|(id, _)| *id);
        Ok(all)
    }

    fn value(&self, property: PropertyId, value: Value) -> Result<Value, NotKnown> {
        Ok(match value {
            Value::Enum(one) => {
                let values = self.values.get(&property.0).map_or(&[][..], Vec::as_slice);
                let other = values.get(usize::from(one)).copied().flatten();
                Value::Enum(other.ok_or_else(|| {
                    let name = self.names.properties.get(usize::from(property.0));
                    format!("a value of `{}`", name.map_or("", String::as_str))
                })?)
            }
            Value::List(items) => {
                let items: Result<Vec<Value>, NotKnown> =
                    items.iter().map(|item| self.value(property, item.clone())).collect();
                Value::List(items?.into())
            }
            other => other,
        })
    }
}

fn look_up(map: &[Option<u8>], n: u8, what: &str, names: &[String]) -> Result<u8, NotKnown> {
    map.get(usize::from(n)).copied().flatten().ok_or_else(|| {
        let name = names.get(usize::from(n)).map_or("?", String::as_str);
        format!("the {what} `{name}`")
    })
}
