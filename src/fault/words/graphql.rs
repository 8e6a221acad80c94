//! What apollo-compiler finds wrong with a document. It says so in English, with names in backticks.
//!
//! The Lithuanian sentence is found by the English one with its names left out. A sentence that is not listed
//! here, as most mistakes of syntax are not, is quoted in a Lithuanian frame. The conformance cases tell which
//! sentences requests meet.

use crate::text::Sentence;

/// English sentences with `_` for each text in backticks, and the Lithuanian ones, with the places counted from 1.
const KNOWN: &[(&str, &str)] = &[
    ("type _ does not have a field _", "tipas {1} neturi lauko {2}"),
    ("the argument _ is not supported by _", "argumento {1} čia nėra: {2}"),
    ("the argument _ is provided multiple times", "argumentas {1} pateiktas kelis kartus"),
    ("the required argument _ is not provided", "nepateiktas būtinas argumentas {1}"),
    ("the required field _ is not provided", "nepateiktas būtinas laukas {1}"),
    ("the variable _ is declared multiple times", "kintamasis {1} apibrėžtas kelis kartus"),
    ("the value _ is defined multiple times", "reikšmė {1} apibrėžta kelis kartus"),
    ("cannot find type _ in this document", "tipo {1} nėra"),
    ("cannot find directive _ in this document", "direktyvos {1} nėra"),
    ("cannot find fragment _ in this document", "fragmento {1} užklausoje nėra"),
    ("variable _ is not defined", "kintamasis {1} neapibrėžtas"),
    ("unused variable: _", "kintamasis {1} nenaudojamas"),
    ("value _ does not exist on _", "reikšmės {1} tarp {2} reikšmių nėra"),
    ("field _ does not exist on _", "lauko {1} tarp {2} laukų nėra"),
    ("fragment _ must be used in an operation", "fragmentas {1} operacijoje nenaudojamas"),
    ("_ fragment cannot reference itself", "fragmentas {1} negali naudoti pats savęs"),
    ("_ variable must be of an input type", "kintamasis {1} turi būti įvesties tipo"),
    (
        "interface, union and object types must have a subselection set",
        "pasirinkite, kuriuos šio objekto laukus skaityti: `{ ... }`",
    ),
    (
        "field selection of scalar type _ must not have subselections",
        "paprasto tipo {1} laukas neturi savo laukų",
    ),
    (
        "field selection of enum type _ must not have subselections",
        "išvardijimo {1} laukas neturi savo laukų",
    ),
    (
        "operation must not select different types using the same name _",
        "tuo pačiu vardu {1} negalima pasirinkti skirtingų tipų",
    ),
    (
        "operation must not provide conflicting field arguments for the same name _",
        "tuo pačiu vardu {1} pasirinkti laukai turi skirtingus argumentus",
    ),
    (
        "cannot select different fields into the same alias _",
        "tuo pačiu vardu {1} negalima pasirinkti skirtingų laukų",
    ),
    (
        "the operation _ is defined multiple times in the document",
        "operacija {1} apibrėžta kelis kartus",
    ),
    (
        "the fragment _ is defined multiple times in the document",
        "fragmentas {1} apibrėžtas kelis kartus",
    ),
    (
        "anonymous operation cannot be selected when the document contains other operations",
        "bevardė operacija turi būti vienintelė",
    ),
    (
        "type condition _ of inline fragment is not a type defined in the schema",
        "fragmento tipo {1} schemoje nėra",
    ),
    (
        "type condition _ of fragment _ is not a type defined in the schema",
        "fragmento {2} tipo {1} schemoje nėra",
    ),
    (
        "variable _ of type _ cannot be used for argument _ of type _",
        "kintamojo {1}, kurio tipas {2}, argumentui {3}, kurio tipas {4}, naudoti negalima",
    ),
    (
        "int cannot represent non 32-bit signed integer value",
        "sveikasis skaičius netelpa į 32 bitus",
    ),
    ("too much recursion", "per daug įdėjimo lygių"),
];

/// A sentence of apollo-compiler in both languages.
pub(crate) fn found(sentence: &str) -> Sentence {
    let lt = known(sentence).unwrap_or_else(|| match sentence.strip_prefix("syntax error: ") {
        Some(rest) => format!("sintaksės klaida: {rest}"),
        None => format!("užklausa netinka schemai: {sentence}"),
    });
    Sentence::new(sentence, lt)
}

/// The Lithuanian sentence of one that is listed.
fn known(sentence: &str) -> Option<String> {
    let mut shape = String::with_capacity(sentence.len());
    let mut names = Vec::new();
    for (at, part) in sentence.split('`').enumerate() {
        if at % 2 == 0 {
            shape.push_str(part);
        } else {
            shape.push('_');
            names.push(part);
        }
    }
    let (_, lithuanian) = KNOWN.iter().find(|(english, _)| *english == shape)?;
    let mut told = (*lithuanian).to_owned();
    for (at, name) in names.iter().enumerate() {
        told = told.replace(&format!("{{{}}}", at + 1), &format!("`{name}`"));
    }
    Some(told)
}

/// A selection of the schema that nests too deep.
pub(crate) fn too_deep(sentence: &str) -> Sentence {
    Sentence::new(
        format!("{sentence}; ask for less at once"),
        format!(
            "užklausa apie schemą sudėta per giliai ({sentence}); vienu kartu prašykite mažiau"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_where_the_sentence_wants_them() {
        let told =
            found("type condition `Nobody` of fragment `F` is not a type defined in the schema");
        assert_eq!(told.lt, "fragmento `F` tipo `Nobody` schemoje nėra");
        let told = found("type `Cluster` does not have a field `nam`");
        assert_eq!(told.lt, "tipas `Cluster` neturi lauko `nam`");
    }

    #[test]
    fn every_place_of_a_lithuanian_sentence_has_a_name() {
        for (english, lithuanian) in KNOWN {
            let names = english.matches('_').count();
            let sentence = english.replace('_', "`X`");
            let told = known(&sentence).expect(english);
            let places = (1..=4).filter(|at| lithuanian.contains(&format!("{{{at}}}"))).count();
            assert_eq!((places, told.matches("`X`").count()), (names, names), "{english}");
        }
    }

    #[test]
    fn an_unknown_sentence_is_quoted() {
        assert_eq!(found("syntax error: expected a }").lt, "sintaksės klaida: expected a }");
        assert!(found("something new").lt.ends_with(": something new"));
    }
}
