//! The root fields of kinds: a look-up and a list each, and those of their `@listed` parts.

use super::pages::{LIST_ARGUMENTS, arguments};
use super::text::Text;
use crate::model::{Kind, Model, names};

/// The day of a look-up.
const ONE_AS_OF: (&str, &str) = (
    "asOf: PartialDate",
    "Only links that count on this day, wherever links are followed below; every one, when left out.",
);

/// The day of a list.
const LIST_AS_OF: (&str, &str) = (
    "asOf: PartialDate",
    "Only what is there on this day, and only links that count on it, wherever links are followed below; all, when left out.",
);

/// Writes the root fields as an extension of `Query`.
pub(super) fn write(model: &Model, text: &mut Text) {
    text.block("", "extend type Query", |text| {
        for kind in &model.kinds {
            let value = |one: &crate::model::Listed| {
                kind.property(one.property).map_or_else(String::new, |property| {
                    let value = match property.data {
                        crate::model::DataType::Enum(id) => {
                            model.enumeration(id).name_of(one.value)
                        }
                        _ => "",
                    };
                    format!(" whose `{}` is `{value}`", property.name)
                })
            };
            pair(kind, &kind.singular, &kind.plural, "", text);
            for listed in &kind.listed {
                pair(kind, &listed.singular, &listed.plural, &value(listed), text);
            }
        }
    });
}

fn pair(kind: &Kind, singular: &str, plural: &str, which: &str, text: &mut Text) {
    let name = &kind.name;
    let id = match kind.code {
        Some(_) => "Its id, or its code alone.",
        None => "Its id.",
    };
    text.describe(&format!("The `{name}`{which} of an id; null when there is none."));
    text.line(&format!("{singular}("));
    arguments(&[("id: ID!", id), ONE_AS_OF], name, text);
    text.line(&format!("): {name}"));
    text.describe(&format!("Every `{name}`{which}, in pages."));
    text.line(&format!("{plural}("));
    arguments(&LIST_ARGUMENTS, name, text);
    arguments(&[LIST_AS_OF], name, text);
    text.line(&format!("): {}!", names::connection(name)));
}
