//! What HTTP itself refuses.

use crate::text::{Sentence, did_you_mean};

/// A Host header that names another server.
pub(crate) fn wrong_host(host: &str) -> Sentence {
    Sentence::new(
        format!(
            "this server is not called `{host}`; reach it as localhost, or name it in the setting `hosts`"
        ),
        format!(
            "šis serveris vadinasi ne `{host}`; kreipkitės vardu localhost arba įrašykite vardą į nuostatą `hosts`"
        ),
    )
}

/// A WebSocket of another site's page.
pub(crate) fn wrong_origin(site: &str) -> Sentence {
    Sentence::new(
        format!(
            "pages of `{site}` may not open a WebSocket here; name the site in the setting `hosts`"
        ),
        format!(
            "svetainės `{site}` puslapiai čia atverti „WebSocket“ negali; įrašykite svetainę į nuostatą `hosts`"
        ),
    )
}

/// A token that is not the server's.
pub(crate) fn wrong_token() -> Sentence {
    Sentence::new(
        "the token is not that of this server; send the one of its setting `admin-token`",
        "tai ne šio serverio raktas; siųskite nuostatos `admin-token` raktą",
    )
}

/// No place for another WebSocket.
pub(crate) fn too_many_sockets() -> Sentence {
    Sentence::new(
        "too many WebSockets and event streams are open; try again later",
        "atverta per daug „WebSocket“ jungčių ir įvykių srautų; bandykite vėliau",
    )
}

/// Nothing at a path; `known` are the paths that there are.
pub(crate) fn no_such_page(path: &str, known: &[&str]) -> Sentence {
    let known: Vec<String> = known.iter().map(|path| format!("`{path}`")).collect();
    let known = known.join(", ");
    Sentence::new(
        format!("there is nothing at `{path}`; there is {known}"),
        format!("adresu `{path}` nieko nėra; yra {known}"),
    )
}

/// A method that a path does not take.
pub(crate) fn wrong_method(methods: &str) -> Sentence {
    Sentence::new(
        format!("this address takes {methods} only"),
        format!("šis adresas priima tik {methods}"),
    )
}

/// A client that accepts none of our media types.
pub(crate) fn not_acceptable() -> Sentence {
    Sentence::new(
        "the answer is `application/graphql-response+json`, `application/json` or `text/event-stream`; the request accepts none of them",
        "atsakymas būna `application/graphql-response+json`, `application/json` arba `text/event-stream`; užklausa nepriima nė vieno",
    )
}

/// A body that does not say it is JSON.
pub(crate) fn not_json() -> Sentence {
    Sentence::new(
        "the body must have the Content-Type `application/json`, in UTF-8",
        "užklausos turinio Content-Type turi būti `application/json`, UTF-8",
    )
}

/// Too large a body.
pub(crate) fn too_large(most: usize) -> Sentence {
    Sentence::new(
        format!("the body is larger than {most} bytes; send less, or raise the setting `max-body`"),
        format!(
            "užklausos turinys ilgesnis nei {most} baitų; siųskite mažiau arba padidinkite nuostatą `max-body`"
        ),
    )
}

/// A body that broke off.
pub(crate) fn body_ended() -> Sentence {
    Sentence::new(
        "the body ended before it was whole",
        "užklausos turinys nutrūko, nebuvo gautas visas",
    )
}

/// A parameter that is no JSON.
pub(crate) fn broken_parameter(name: &str, why: &str) -> Sentence {
    Sentence::new(format!("`{name}` is not JSON: {why}"), format!("`{name}` nėra JSON: {why}"))
}

/// A body that is no JSON.
pub(crate) fn broken_body(why: &str) -> Sentence {
    Sentence::new(
        format!("the body is not JSON: {why}"),
        format!("užklausos turinys nėra JSON: {why}"),
    )
}

/// A body of another kind of JSON value than an object.
pub(crate) fn body_no_object(found: &Sentence) -> Sentence {
    Sentence::new(
        format!("the body is {}; expected an object", found.en),
        format!("užklausos turinys yra {}; tikėtasi objekto", found.lt),
    )
}

/// Too many requests in one body, or none.
pub(crate) fn batch_size(count: usize, most: usize) -> Sentence {
    Sentence::new(
        format!("the body is a list of {count} requests; expected 1 to {most}"),
        format!("užklausų sąraše yra {count}; tikėtasi nuo 1 iki {most}"),
    )
}

/// Something else than a request in a list of them.
pub(crate) fn batched_no_object(found: &Sentence) -> Sentence {
    Sentence::new(
        format!("the body is a list that holds {}; expected objects", found.en),
        format!("užklausų sąraše yra {}; tikėtasi objektų", found.lt),
    )
}

/// No document.
pub(crate) fn no_query() -> Sentence {
    Sentence::new(
        "`query` is missing; expected the text of a GraphQL document",
        "trūksta `query`; tikėtasi GraphQL užklausos teksto",
    )
}

/// A parameter of another kind of JSON value than a text.
pub(crate) fn no_text(name: &str, found: &Sentence) -> Sentence {
    Sentence::new(
        format!("`{name}` is {}; expected a text", found.en),
        format!("`{name}` yra {}; tikėtasi teksto", found.lt),
    )
}

/// A parameter of another kind of JSON value than an object.
pub(crate) fn no_object(name: &str, found: &Sentence) -> Sentence {
    Sentence::new(
        format!("`{name}` is {}; expected an object", found.en),
        format!("`{name}` yra {}; tikėtasi objekto", found.lt),
    )
}

/// What kind of JSON value it is.
pub(crate) fn described(value: &serde_json::Value) -> Sentence {
    use serde_json::Value;
    let (en, lt) = match value {
        Value::Null => ("null", "null"),
        Value::Bool(_) => ("a boolean", "loginė reikšmė"),
        Value::Number(_) => ("a number", "skaičius"),
        Value::String(_) => ("a text", "tekstas"),
        Value::Array(_) => ("a list", "sąrašas"),
        Value::Object(_) => ("an object", "objektas"),
    };
    Sentence::new(en, lt)
}

/// Another sub-protocol than ours, or none.
pub(crate) fn sub_protocol(expected: &str) -> Sentence {
    Sentence::new(
        format!("expected the sub-protocol `{expected}`"),
        format!("tikėtasi protokolo `{expected}`"),
    )
}

/// A request for a WebSocket that cannot be taken, in the words of the library.
pub(crate) fn no_upgrade(why: &str) -> Sentence {
    Sentence::new(why, format!("„WebSocket“ atverti negalima: {why}"))
}

/// An export that cannot be made; each of the faults says why.
pub(crate) fn no_export(faults: &str) -> Sentence {
    Sentence::new(
        format!("the export cannot be made: {faults}"),
        format!("eksportuoti negalima: {faults}"),
    )
}

/// A feed that cannot be made, and why.
pub(crate) fn no_feed(faults: &[Sentence]) -> Sentence {
    Sentence::new("there is no such feed: ", "tokio srauto nėra: ")
        .and(&Sentence::join(faults, "; "))
}

/// A parameter of a feed that there is not.
pub(crate) fn no_feed_parameter(name: &str, known: &[&str]) -> Sentence {
    let all: Vec<String> = known.iter().map(|one| format!("`{one}`")).collect();
    let all = all.join(", ");
    Sentence::new(
        format!("there is no parameter `{name}`; there is {all}"),
        format!("parametro `{name}` nėra; yra {all}"),
    )
    .and(&did_you_mean(name, known.iter().copied()))
}

/// A kind that a feed cannot be of.
pub(crate) fn no_feed_kind(kind: &str, known: &[&str]) -> Sentence {
    Sentence::new(format!("there is no kind `{kind}`"), format!("rūšies `{kind}` nėra"))
        .and(&did_you_mean(kind, known.iter().copied()))
}

/// A language that feeds are not written in.
pub(crate) fn no_feed_language(code: &str) -> Sentence {
    Sentence::new(
        format!("there is no language `{code}`; there is `en` and `lt`"),
        format!("kalbos `{code}` nėra; yra `en` ir `lt`"),
    )
}

/// A number of changes that a feed cannot have.
pub(crate) fn no_feed_limit(given: &str, most: u32) -> Sentence {
    Sentence::new(
        format!("`limit` is `{given}`; expected a whole number from 1 to {most}"),
        format!("`limit` yra `{given}`; turi būti sveikasis skaičius nuo 1 iki {most}"),
    )
}

/// It took longer than it may.
pub(crate) fn too_slow(seconds: f64) -> Sentence {
    Sentence::new(
        format!(
            "the request took longer than {seconds} seconds; ask for less, or raise the setting `request-timeout`"
        ),
        format!(
            "užklausa užtruko ilgiau nei {seconds} s; prašykite mažiau arba padidinkite nuostatą `request-timeout`"
        ),
    )
}

/// The store cannot answer. The reason is for the log, not for the client.
pub(crate) fn not_ready() -> Sentence {
    Sentence::new(
        "the store cannot answer now; try again later",
        "saugykla dabar atsakyti negali; bandykite vėliau",
    )
}
