//! A request's text, its variables and what it costs.

use crate::text::{Sentence, did_you_mean};

/// Brackets nest too deep.
pub(crate) fn nests(most: usize) -> Sentence {
    Sentence::new(
        format!("the request nests more than {most} deep; ask in several requests"),
        format!(
            "užklausos skliaustai sudėti giliau nei {most} lygių; klauskite keliomis užklausomis"
        ),
    )
}

/// Too many tokens.
pub(crate) fn long(most: usize) -> Sentence {
    Sentence::new(
        format!("the request has more than {most} tokens; ask in several requests"),
        format!("užklausoje daugiau kaip {most} leksemų; klauskite keliomis užklausomis"),
    )
}

/// No operation at all.
pub(crate) fn no_operation() -> Sentence {
    Sentence::new("the request has no operation", "užklausoje nėra operacijos")
}

/// No operation of a name.
pub(crate) fn no_such_operation<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Sentence {
    let near = did_you_mean(name, known);
    Sentence::new(
        format!("the request has no operation `{name}`{}", near.en),
        format!("užklausoje nėra operacijos `{name}`{}", near.lt),
    )
}

/// Several operations and no name.
pub(crate) fn several_operations() -> Sentence {
    Sentence::new(
        "the request has several operations; say which by `operationName`",
        "užklausoje kelios operacijos; nurodykite, kurią vykdyti, lauku `operationName`",
    )
}

/// What a request has more of than it may.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Measure {
    /// Levels of fields.
    Depth,
    /// Fields.
    Fields,
    /// Aliases.
    Aliases,
    /// Directives.
    Directives,
    /// Conditions of filters, and values in their lists.
    Conditions,
    /// Values of the answer.
    Cells,
}

/// A request costs more than it may.
pub(crate) fn costs(measure: Measure, cost: u64, most: u64) -> Sentence {
    let (does, what, lt) = match measure {
        Measure::Depth => ("nests its fields", "levels", "laukų lygių"),
        Measure::Fields => ("selects", "fields", "laukų"),
        Measure::Aliases => ("uses", "aliases", "pseudonimų"),
        Measure::Directives => ("uses", "directives", "direktyvų"),
        Measure::Conditions => {
            ("has filters of", "conditions and values", "filtrų sąlygų ir reikšmių")
        }
        Measure::Cells => ("may be answered with", "values", "atsakymo reikšmių"),
    };
    let (en_cost, lt_cost) = match cost {
        u64::MAX => ("endlessly many".to_owned(), "be galo daug".to_owned()),
        cost => (cost.to_string(), cost.to_string()),
    };
    Sentence::new(
        format!(
            "the request {does} {en_cost} {what}; at most {most} are allowed: ask for less at once, \
             with a smaller `first` or in several requests"
        ),
        format!(
            "užklausoje {lt_cost} {lt}; leidžiama ne daugiau kaip {most}: vienu kartu prašykite mažiau, \
             sumažinkite `first` arba klauskite keliomis užklausomis"
        ),
    )
}

/// The selection becomes too many fields when its fragments are put in.
pub(crate) fn becomes_too_many_fields(most: usize) -> Sentence {
    Sentence::new(
        format!(
            "the selection becomes more than {most} fields, since its fragments tell many kinds apart at many \
             levels; ask for less at once"
        ),
        format!(
            "pasirinkimas virsta daugiau kaip {most} laukų, nes jo fragmentai daugelyje lygių skiria daug \
             rūšių; vienu kartu prašykite mažiau"
        ),
    )
}

/// Too many questions at once.
pub(crate) fn too_many_questions(count: usize, most: usize) -> Sentence {
    Sentence::new(
        format!("it asks {count} questions; expected at most {most} at once"),
        format!("vienu kartu pateikta klausimų: {count}; daugiausia gali būti {most}"),
    )
}

/// The schema is asked for too often.
pub(crate) fn too_much_introspection(most: usize) -> Sentence {
    Sentence::new(
        format!("the request asks for the schema more than {most} times"),
        format!("užklausa prašo schemos daugiau kaip {most} kartus"),
    )
}

/// The schema would be told at too great a length.
pub(crate) fn long_introspection(most: usize) -> Sentence {
    Sentence::new(
        format!("the answer has more than {most} bytes; ask for less"),
        format!("atsakymas ilgesnis nei {most} baitų; prašykite mažiau"),
    )
}

/// A subscription where there is one answer.
pub(crate) fn needs_websocket() -> Sentence {
    Sentence::new(
        "a subscription has many answers; ask it over a WebSocket, or with `Accept: text/event-stream`",
        "prenumerata turi daug atsakymų; prenumeruokite per „WebSocket“ arba su `Accept: text/event-stream`",
    )
}

/// It took too long.
pub(crate) fn late() -> Sentence {
    Sentence::new(
        "it took too long; ask for less at once",
        "užtruko per ilgai; vienu kartu prašykite mažiau",
    )
}

/// A mutation that came otherwise than by POST.
pub(crate) fn mutation_by_post() -> Sentence {
    Sentence::new("a mutation is sent by POST", "pakeitimai siunčiami POST užklausa")
}

/// A server that nobody may write to.
pub(crate) fn writes_disabled() -> Sentence {
    Sentence::new(
        "this server takes no mutations: it has no `admin-token`",
        "šis serveris pakeitimų nepriima: nenustatytas `admin-token`",
    )
}

/// A mutation without the token.
pub(crate) fn needs_token() -> Sentence {
    Sentence::new(
        "a mutation needs the server's token: send `Authorization: Bearer TOKEN`",
        "pakeitimui reikia serverio rakto: siųskite `Authorization: Bearer TOKEN`",
    )
}

/// A mutation of another site's page.
pub(crate) fn other_site(site: &str) -> Sentence {
    Sentence::new(
        format!("pages of `{site}` may not send mutations here"),
        format!("svetainės `{site}` puslapiai čia siųsti pakeitimų negali"),
    )
}

/// Something else than a query where only queries are taken.
pub(crate) fn query_only() -> Sentence {
    Sentence::new(
        "only a query may be asked this way; send the request by POST",
        "taip galima tik klausti (`query`); siųskite POST užklausa",
    )
}

/// More operations on a WebSocket than there may be.
pub(crate) fn too_many_operations(most: usize) -> Sentence {
    Sentence::new(
        format!("more than {most} operations at once"),
        format!("vienu metu daugiau kaip {most} operacijų"),
    )
}

/// A mistake of the server: it broke off.
pub(crate) fn not_executed() -> Sentence {
    Sentence::new(
        "the request could not be executed; this is a mistake of the server",
        "užklausos įvykdyti nepavyko; tai serverio klaida",
    )
}

/// A mistake of the server: a null where the schema promises a value.
pub(crate) fn broken_promise() -> Sentence {
    Sentence::new(
        "there is no value, where the schema promises one",
        "nėra reikšmės ten, kur schema ją žada",
    )
}

/// A variable that has to be given and is not.
pub(crate) fn variable_missing(name: &str, of: &str) -> Sentence {
    Sentence::new(
        format!("variable `${name}` of type `{of}` was not given"),
        format!("nepateiktas kintamasis `${name}`, kurio tipas `{of}`"),
    )
}

/// A message with the place that it is about before it.
pub(crate) fn at(place: &str, message: &Sentence) -> Sentence {
    Sentence::new(format!("`{place}`: {}", message.en), format!("`{place}`: {}", message.lt))
}

/// A value of another type.
pub(crate) fn expected_type(of: &str, found: &str) -> Sentence {
    Sentence::new(
        format!("expected a value of type `{of}`, found `{found}`"),
        format!("tikėtasi tipo `{of}` reikšmės, rasta `{found}`"),
    )
}

/// A text that is no date. `meant` follows when another is near.
pub(crate) fn no_date(quoted: &str, meant: &Sentence) -> Sentence {
    Sentence::new(
        format!("{quoted} is {}{}", crate::model::NotADate, meant.en),
        format!("{quoted} nėra data; tikėtasi `2014`, `2014-10` arba `2014-10-20`{}", meant.lt),
    )
}

/// A value that an enumeration does not have.
pub(crate) fn no_constant(of: &str, found: &str, near: &Sentence) -> Sentence {
    Sentence::new(
        format!("expected a value of `{of}`, found `{found}`{}", near.en),
        format!("tikėtasi `{of}` reikšmės, rasta `{found}`{}", near.lt),
    )
}

/// Something else than an object.
pub(crate) fn no_object(of: &str, found: &str) -> Sentence {
    Sentence::new(
        format!("expected an object of `{of}`, found `{found}`"),
        format!("tikėtasi `{of}` objekto, rasta `{found}`"),
    )
}

/// A field of an input object that has to be given and is not.
pub(crate) fn field_missing(field: &str, of: &str) -> Sentence {
    Sentence::new(
        format!("the field `{field}` of type `{of}` was not given"),
        format!("nepateiktas laukas `{field}`, kurio tipas `{of}`"),
    )
}

/// A field that an input object does not have.
pub(crate) fn no_field(of: &str, unknown: &str, near: &Sentence) -> Sentence {
    Sentence::new(
        format!("`{of}` has no field `{unknown}`{}", near.en),
        format!("`{of}` neturi lauko `{unknown}`{}", near.lt),
    )
}

/// An input object that takes one field and was given more, fewer or a null.
pub(crate) fn exactly_one(of: &str) -> Sentence {
    Sentence::new(
        format!("`{of}` takes exactly one field, which is not null"),
        format!("`{of}` priima lygiai vieną lauką, ir jis negali būti null"),
    )
}

/// A null where there may be none.
pub(crate) fn not_null(place: &str) -> Sentence {
    Sentence::new(format!("`{place}` must not be null"), format!("`{place}` negali būti null"))
}

/// A literal null where there may be none.
pub(crate) fn found_null(of: &str) -> Sentence {
    Sentence::new(
        format!("expected a value of type `{of}`, found null"),
        format!("tikėtasi tipo `{of}` reikšmės, rasta null"),
    )
}

/// A field of an input object that is given twice.
pub(crate) fn given_twice(name: &str) -> Sentence {
    Sentence::new(
        format!("the input field `{name}` is given twice"),
        format!("laukas `{name}` pateiktas du kartus"),
    )
}

/// A variable that is null where there may be none.
pub(crate) fn null_variable(name: &str, of: &str) -> Sentence {
    Sentence::new(
        format!(
            "variable `${name}` is null where `{of}` is expected; leave it out for its default"
        ),
        format!(
            "kintamasis `${name}` yra null ten, kur tikėtasi `{of}`; nepateikite jo, ir galios numatytoji reikšmė"
        ),
    )
}

/// A variable of a type that does not fit where it stands.
pub(crate) fn unfit_variable(name: &str, of: &str, expected: &str) -> Sentence {
    Sentence::new(
        format!("variable `${name}` of type `{of}` cannot be used where `{expected}` is expected"),
        format!(
            "kintamojo `${name}`, kurio tipas `{of}`, negalima naudoti ten, kur tikėtasi `{expected}`"
        ),
    )
}
