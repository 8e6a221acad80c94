//! Pages, filters and groups of lists.

use crate::text::{Sentence, did_you_mean};

/// A page from both ends.
pub(crate) fn first_and_last() -> Sentence {
    Sentence::new("give `first` or `last`, not both", "nurodykite `first` arba `last`, ne abu")
}

/// A page of a size that there is not.
pub(crate) fn page_size(argument: &str, given: i64, most: usize) -> Sentence {
    Sentence::new(
        format!("`{argument}` is `{given}`; expected 0 to {most}"),
        format!("`{argument}` yra `{given}`; tikėtasi nuo 0 iki {most}"),
    )
}

/// A text that is no cursor of the list.
pub(crate) fn bad_cursor(argument: &str, given: &str) -> Sentence {
    Sentence::new(
        format!("`{argument}` is `{given}`: {}", crate::plan::cursor::BadCursor),
        format!(
            "`{argument}` yra `{given}`: tai ne šio sąrašo šia tvarka žymeklis; naudokite žymeklį iš šio sąrašo atsakymo"
        ),
    )
}

/// A condition that is null.
pub(crate) fn null_condition(place: &str) -> Sentence {
    Sentence::new(
        format!("`{place}` of the filter is null; leave it out to accept any value"),
        format!("filtro sąlyga `{place}` yra null; praleiskite ją, jei tinka bet kokia reikšmė"),
    )
}

/// Too many ids.
pub(crate) fn too_many_ids(count: usize, most: usize) -> Sentence {
    Sentence::new(
        format!("`ids` has {count} ids; expected at most {most}"),
        format!("`ids` turi identifikatorių: {count}; daugiausia gali būti {most}"),
    )
}

/// Too few keys to group by, or too many.
pub(crate) fn group_keys(count: usize, most: usize) -> Sentence {
    Sentence::new(
        format!("`by` has {count} keys; expected 1 to {most}"),
        format!("`by` turi raktų: {count}; tikėtasi nuo 1 iki {most}"),
    )
}

/// A key to order by that is null.
pub(crate) fn null_direction(key: &str) -> Sentence {
    Sentence::new(
        format!("`{key}` of `orderBy` is null; expected `ASC` or `DESC`"),
        format!("`orderBy` raktas `{key}` yra null; tikėtasi `ASC` arba `DESC`"),
    )
}

/// Several keys where each stands alone, or none.
pub(crate) fn order_keys(whose: &str, count: usize) -> Sentence {
    Sentence::new(
        format!("{whose} has {count} keys; expected one each"),
        format!("{whose} raktų turi {count}; tikėtasi po vieną"),
    )
}

/// An order by what stands on links, where no link leads.
pub(crate) fn order_without_link() -> Sentence {
    Sentence::new(
        "`link` of `orderBy` orders nodes that links lead to; no link leads to these",
        "`orderBy` raktas `link` rikiuoja mazgus, į kuriuos veda ryšiai; į šiuos jokie ryšiai neveda",
    )
}

/// An order by something that does not stand on links of a kind.
pub(crate) fn no_link_property(kind: &str, name: &str, known: &[&str]) -> Sentence {
    let all: Vec<String> = known.iter().map(|one| format!("`{one}`")).collect();
    let all = all.join(", ");
    let message = Sentence::new(
        format!("`{kind}` links have no `{name}`; expected one of {all}"),
        format!("ryšiai `{kind}` neturi `{name}`; tikėtasi kurio nors iš {all}"),
    );
    message.and(&did_you_mean(name, known.iter().copied()))
}
