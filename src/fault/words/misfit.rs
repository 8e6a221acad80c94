//! Changes that do not fit the model or the network, as every store refuses them.

use crate::model::DataType;
use crate::text::Sentence;

/// What is wrong with something, with its id before it.
pub(crate) fn of(whose: &str, fault: &Sentence) -> Sentence {
    Sentence::new(format!("`{whose}`: {}", fault.en), format!("`{whose}`: {}", fault.lt))
}

/// A node of a kind that there is not.
pub(crate) fn no_kind(id: &str, number: u8) -> Sentence {
    Sentence::new(
        format!("`{id}` is of kind number {number}, which there is not"),
        format!("`{id}` rūšies numeris yra {number}, o tokios rūšies nėra"),
    )
}

/// A link of a kind that there is not.
pub(crate) fn no_link_kind(from: &str, to: &str, number: u8) -> Sentence {
    Sentence::new(
        format!("the link from `{from}` to `{to}` is of kind number {number}, which there is not"),
        format!("ryšio iš `{from}` į `{to}` rūšies numeris yra {number}, o tokios rūšies nėra"),
    )
}

/// An identifier that a node has twice.
pub(crate) fn identifier_twice(id: &str, scheme: &str, value: &str) -> Sentence {
    Sentence::new(
        format!("`{id}` has the {scheme} `{value}` twice"),
        format!("`{id}` du kartus turi {scheme} `{value}`"),
    )
}

/// A property that the kind does not have.
pub(crate) fn no_property(kind: &str, name: &str, near: &Sentence) -> Sentence {
    Sentence::new(
        format!("{kind} has no property `{name}`{}", near.en),
        format!("`{kind}` neturi savybės `{name}`{}", near.lt),
    )
}

/// A property that is given twice or at the wrong place.
pub(crate) fn out_of_order(name: &str) -> Sentence {
    Sentence::new(
        format!("`{name}` is given twice or out of order"),
        format!("`{name}` pateikta du kartus arba ne savo vietoje"),
    )
}

/// A property that has to be there.
pub(crate) fn required(name: &str) -> Sentence {
    Sentence::new(format!("`{name}` is required"), format!("`{name}` yra būtina"))
}

/// A list for a property of one value.
pub(crate) fn no_list(name: &str) -> Sentence {
    Sentence::new(
        format!("`{name}` has one value, and was given a list"),
        format!("`{name}` turi vieną reikšmę, o pateiktas sąrašas"),
    )
}

/// One value for a property that is a list.
pub(crate) fn no_single(name: &str) -> Sentence {
    Sentence::new(
        format!("`{name}` has a list of values, and was given one"),
        format!("`{name}` turi reikšmių sąrašą, o pateikta viena"),
    )
}

/// A value of another type than its property. `expected` says what the property is.
pub(crate) fn wrong_value(name: &str, expected: &Sentence, quoted: &str) -> Sentence {
    Sentence::new(
        format!("`{name}` is {}, and was given {quoted}", expected.en),
        format!("`{name}` turi būti {}, o pateikta {quoted}", expected.lt),
    )
}

/// A node that is there as another kind.
pub(crate) fn other_kind(id: &str, was: &str, becomes: &str) -> Sentence {
    Sentence::new(
        format!("`{id}` is a {was} and cannot become a {becomes}"),
        format!("`{id}` rūšis yra `{was}` ir negali tapti `{becomes}`"),
    )
}

/// A link to a node that is not there.
pub(crate) fn no_node(id: &str) -> Sentence {
    Sentence::new(format!("there is no node `{id}`"), format!("mazgo `{id}` nėra"))
}

/// Which end of a link, and what may be there.
pub(crate) struct End<'a> {
    /// The kind of the link.
    pub(crate) link: &'a str,
    /// `from` or `to`.
    pub(crate) name: &'a str,
    /// The kinds that may be there.
    pub(crate) kinds: &'a [&'a str],
}

/// A link to a node of a kind that it does not join.
pub(crate) fn wrong_end(end: &End<'_>, id: &str, found: &str) -> Sentence {
    let End { link, name, kinds } = end;
    Sentence::new(
        format!("{link} goes {name} {}, and `{id}` is a {found}", kinds.join(" or ")),
        format!(
            "`{link}` galas `{name}` gali būti {}, o `{id}` yra `{found}`",
            kinds.join(" arba ")
        ),
    )
}

/// What a property of a type is.
pub(crate) fn expected(data: DataType, localized: bool, names: &[&str]) -> Sentence {
    let (en, lt) = match data {
        DataType::Text if localized => {
            ("text of at least one language", "tekstas bent viena kalba")
        }
        DataType::Text => ("text of no particular language", "tekstas be kalbos"),
        DataType::Int => ("a whole number", "sveikasis skaičius"),
        DataType::Float => ("a finite number", "baigtinis skaičius"),
        DataType::Bool => ("true or false", "true arba false"),
        DataType::Date => ("a date", "data"),
        DataType::Enum(_) => {
            let names = names.join(", ");
            return Sentence::new(format!("one of {names}"), format!("viena iš {names}"));
        }
    };
    Sentence::new(en, lt)
}
