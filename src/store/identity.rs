//! What tells apart several links of one kind between the same two nodes, for whoever makes links.

use crate::model::{DataType, LinkId, Model, PartialDate, Property, PropertyId, Value};
use crate::store::records::LinkRef;

/// Properties that make another link of it when they differ: two roles in one company are two links.
/// Any other property that differs says something else of the same link.
const APART: [&str; 5] = ["role", "title", "type", "intent", "event"];

/// Kinds of link of which one pair can have one for each `since`: agreements are renewed.
const APART_BY_YEAR: [&str; 1] = ["PARTNERS_WITH"];

/// For each kind of link, what tells its links apart.
#[derive(Debug)]
pub(crate) struct Identity<'m> {
    model: &'m Model,
    of_link: Vec<(Vec<&'m Property>, bool)>,
}

impl<'m> Identity<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let of_link = model
            .links
            .iter()
            .map(|link| {
                let properties = APART
                    .iter()
                    .filter_map(|name| link.properties.iter().find(|one| one.name == **name))
                    .collect();
                (properties, APART_BY_YEAR.contains(&link.name.as_str()))
            })
            .collect();
        Self { model, of_link }
    }

    /// The tag of a link, see [`LinkRef::tag_of`].
    pub(crate) fn tag(
        &self,
        kind: LinkId,
        properties: &[(PropertyId, Value)],
        since: Option<PartialDate>,
    ) -> u32 {
        let Some((apart, by_year)) = self.of_link.get(usize::from(kind.0)) else { return 0 };
        if apart.is_empty() && !by_year {
            return 0;
        }
        let mut parts: Vec<String> = apart
            .iter()
            .map(|property| {
                let value = properties.iter().find(|(id, _)| *id == property.id);
                match (value, property.data) {
                    (Some((_, Value::Text(text))), _) => text.to_string(),
                    // The constant, not its position: the enumeration may grow.
                    (Some((_, Value::Enum(position))), DataType::Enum(of)) => {
                        self.model.enumeration(of).name_of(*position).to_owned()
                    }
                    _ => String::new(),
                }
            })
            .collect();
        if *by_year {
            parts.push(since.map_or_else(String::new, |date| date.to_string()));
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        LinkRef::tag_of(&parts)
    }
}
