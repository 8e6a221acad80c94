//! Who sends a request, and whether they may change the network.
//!
//! Until there are accounts there is one token, of the setting `admin-token`. Who sends it is staff; everybody else is
//! the public. Without the setting nobody may write, wherever the server listens.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, ORIGIN};

use super::problem::Problem;
use super::{App, accept, cors};
use crate::api::Writes;
use crate::model::Audience;
use crate::plan::viewer::Viewer;

/// Whom changes are recorded by that come with the token.
const ADMIN: &str = "admin";

/// Who sends a request.
pub(super) struct Access {
    /// As a viewer.
    pub(super) viewer: Viewer,
    /// Whether they may change the network.
    pub(super) writes: Writes,
}

/// Who sends a request, by its headers.
///
/// # Errors
/// It has a token, which is not the server's: whoever sends it does not expect to be taken for the public.
pub(super) fn access(app: &App, headers: &HeaderMap) -> Result<Access, Problem> {
    let viewer = |audience| Viewer { audience, languages: accept::languages(headers) };
    let Some(token) = &app.settings.admin_token else {
        return Ok(Access { viewer: viewer(Audience::Public), writes: Writes::Disabled });
    };
    let (audience, writes) = match bearer(headers) {
        None => (Audience::Public, Writes::Anonymous),
        Some(given) if token.is(given) => (Audience::Staff, Writes::By(ADMIN.into())),
        Some(_) => return Err(Problem::WrongToken),
    };
    let writes = match other_site(app, headers) {
        Some(site) => Writes::OtherSite(site),
        None => writes,
    };
    Ok(Access { viewer: viewer(audience), writes })
}

/// The token of an `Authorization: Bearer` header. Other schemes are for whatever stands before the server.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The other site whose page sends the request, if one does: browsers say so.
pub(super) fn other_site(app: &App, headers: &HeaderMap) -> Option<String> {
    let origin = headers.get(ORIGIN)?.to_str().unwrap_or_default();
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let known =
        app.hosts.includes(host) || cors::allowed(&app.settings.cors_origins, headers).is_some();
    (!known).then(|| origin.chars().take(100).collect())
}
