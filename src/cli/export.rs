//! `tinklas export`: the network, or a piece of it, for a graph tool.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::arguments::Export;
use super::exit::Failure;
use super::run::print;
use super::store;
use crate::config::Settings;
use crate::export::{self, url};
use crate::model::{Audience, Language, network};
use crate::plan::viewer::Sight;
use crate::store::features::SubgraphQuery;
use crate::text::plural;

/// Writes what the arguments select, as the public may see it.
pub(super) async fn export(arguments: &Export, settings: &Settings) -> Result<(), Failure> {
    let model = network();
    let sight = Sight::new(&model, Audience::Public);
    let pairs = pairs(arguments);
    let pairs = pairs.iter().map(|(name, value)| (*name, value.as_str()));
    let selection = url::parse(pairs, &model, &sight).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Failure::usage(faults.join("\n"))
    })?;
    let store = store::open_to_read(settings).await?;
    let subgraph = store.subgraph(&SubgraphQuery { sight, shape: selection.piece }).await?;
    let languages: Vec<Language> = arguments.language.into_iter().collect();
    let mut write = |out: &mut dyn Write| {
        let mut out = BufWriter::new(out);
        export::write(selection.format, &subgraph, &model, &languages, &mut out)?;
        out.flush()
    };
    let Some(path) = &arguments.out else {
        return match write(&mut io::stdout().lock()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::outside(format!("the output cannot be written: {error}")))
            }
            _ => Ok(()),
        };
    };
    write_file(path, &mut write)
        .map_err(|error| Failure::outside(format!("`{}`: {error}", path.display())))?;
    let (nodes, links) = (subgraph.nodes.len() as u64, subgraph.links.len() as u64);
    print(&format!(
        "{}: {nodes} {} and {links} {}\n",
        path.display(),
        plural::english(nodes, "node", "nodes"),
        plural::english(links, "link", "links"),
    ))
}

/// Writes a file beside its place first, so that a full disk leaves no half of it.
fn write_file(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = File::create(&part).and_then(|mut file| write(&mut file));
    written.and_then(|()| std::fs::rename(&part, path)).inspect_err(|_| {
        // What failed is told; that the rest of it stays too would only distract.
        let _ = std::fs::remove_file(&part);
    })
}

/// The arguments as the parameters of `/export`, which has the same ones.
fn pairs(arguments: &Export) -> Vec<(&'static str, String)> {
    let mut pairs = vec![("format", arguments.format.clone())];
    pairs.extend(arguments.center.iter().map(|id| ("center", id.clone())));
    for (name, list) in [("kinds", &arguments.kinds), ("links", &arguments.links)] {
        if !list.is_empty() {
            pairs.push((name, list.join(",")));
        }
    }
    for (name, number) in [("depth", arguments.depth), ("limit", arguments.limit)] {
        pairs.extend(number.map(|number| (name, number.to_string())));
    }
    pairs
}
