//! The arguments of questions.

use crate::text::Sentence;

/// A value out of bounds.
pub(crate) fn out_of_bounds(given: i64, least: i64, most: i64) -> Sentence {
    Sentence::new(
        format!("`{given}` is out of bounds; expected {least} to {most}"),
        format!("`{given}` peržengia ribas; tikėtasi nuo {least} iki {most}"),
    )
}

/// Too long a list.
pub(crate) fn too_many(count: usize, most: usize) -> Sentence {
    Sentence::new(
        format!("{count} of them; expected at most {most}"),
        format!("jų yra {count}; daugiausia gali būti {most}"),
    )
}

/// Both sectors are one.
pub(crate) fn same_sector(code: &str) -> Sentence {
    Sentence::new(
        format!("`{code}` is `sectorA` too; expected another sector"),
        format!("`{code}` nurodytas ir kaip `sectorA`; tikėtasi kito sektoriaus"),
    )
}

/// A kind of link that makes no step of a path; `able` are those that do.
pub(crate) fn no_step<'a>(name: &str, able: impl Iterator<Item = &'a str>) -> Sentence {
    let able: Vec<String> = able.map(|name| format!("`{name}`")).collect();
    let able = able.join(", ");
    Sentence::new(
        format!("`{name}` makes no step; expected some of {able}"),
        format!("ryšiu `{name}` žingsnio žengti negalima; tikėtasi kurių nors iš {able}"),
    )
}

/// No kinds of link at all.
pub(crate) fn no_kind_of_link() -> Sentence {
    Sentence::new(
        "no kind of link; expected at least one",
        "nenurodyta ryšių rūšių; tikėtasi bent vienos",
    )
}

/// A path to where it starts.
pub(crate) fn same_ends(id: &str) -> Sentence {
    Sentence::new(
        format!("`{id}` is `from` too; expected somebody else"),
        format!("`{id}` nurodytas ir kaip `from`; tikėtasi kito"),
    )
}

/// A path that should avoid its own end.
pub(crate) fn avoided_end(id: &str) -> Sentence {
    Sentence::new(
        format!("`{id}` is an end of the path and cannot be avoided"),
        format!("`{id}` yra kelio galas, jo išvengti negalima"),
    )
}

/// Neither a challenge nor needs, or both.
pub(crate) fn challenge_or_needs(both: bool) -> Sentence {
    let (en, lt) =
        if both { ("both", "pateikti abu") } else { ("neither", "nepateiktas nė vienas") };
    Sentence::new(
        format!("{en} given; expected exactly one of `challenge`, `needs`"),
        format!("{lt}; tikėtasi lygiai vieno iš `challenge`, `needs`"),
    )
}

/// No needs.
pub(crate) fn no_needs() -> Sentence {
    Sentence::new(
        "none given; expected at least one competence",
        "nepateikta nė vienos; tikėtasi bent vienos kompetencijos",
    )
}

/// A weight out of bounds.
pub(crate) fn weight(given: f64) -> Sentence {
    Sentence::new(
        format!("the weight `{given}` is out of bounds; expected above 0, at most 100"),
        format!("svoris `{given}` peržengia ribas; tikėtasi daugiau kaip 0 ir ne daugiau kaip 100"),
    )
}

/// A need that is given twice.
pub(crate) fn twice(code: &str) -> Sentence {
    Sentence::new(
        format!("`{code}` is given twice; expected each once"),
        format!("`{code}` pateikta du kartus; tikėtasi po vieną"),
    )
}

/// What an id should name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// A sector.
    Sector,
    /// A competence.
    Competence,
    /// A challenge.
    Challenge,
    /// An actor or a person.
    ActorOrPerson,
    /// Whoever can say something of itself.
    Subject,
    /// Any node.
    Node,
}

/// An id that names nothing which could be meant.
pub(crate) fn unknown(expected: Expected, id: &str) -> Sentence {
    let (en, lt) = match expected {
        Expected::Sector => ("sector", "sektoriaus"),
        Expected::Competence => ("competence", "kompetencijos"),
        Expected::Challenge => ("challenge", "iššūkio"),
        Expected::ActorOrPerson => ("actor or person", "veikėjo ar asmens"),
        Expected::Subject => ("actor, event or project", "veikėjo, renginio ar projekto"),
        Expected::Node => ("node", "mazgo"),
    };
    Sentence::new(
        format!("there is no {en} with the id `{id}`"),
        format!("nėra {lt} su identifikatoriumi `{id}`"),
    )
}
