//! `GraphiQL`'s page as it arrives, and its examples. A browser works with it in `programs`.

use super::client::get;
use super::sample::serve_sample;

#[test]
fn the_page_forbids_whatever_is_not_ours() {
    let server = serve_sample();
    let page = get(server.address, "/graphiql", &[]);
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    for attribute in ["src=\"", "href=\""] {
        for address in page.body.split(attribute).skip(1) {
            assert!(address.starts_with('/') && !address.starts_with("//"), "{}", page.body);
        }
    }
}

#[test]
fn without_npm_a_build_says_what_is_missing_and_how_to_get_it() {
    let server = serve_sample();
    for (language, with, without) in [
        ("en", "<h1>Ask over GraphQL</h1>", "This build has no GraphiQL"),
        ("lt", "<h1>Klauskite per GraphQL</h1>", "Šioje versijoje „GraphiQL“ nėra"),
    ] {
        let page = get(server.address, &format!("/graphiql?lang={language}"), &[]);
        assert_eq!(page.header("content-language"), language);
        let is_missing = page.body.contains(without) && page.body.contains("cargo clean --package");
        assert!(is_missing || page.body.contains(with), "{}", page.body);
        assert!(!is_missing || !cfg!(feature = "programs"), "the build has said why");
    }
    let lost = get(server.address, "/web/../Cargo.toml", &[]);
    assert_eq!((lost.status, lost.code().as_str()), (404, "NOT_FOUND"));
}
