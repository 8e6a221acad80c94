//! Kinds of link that must not lead back to where they start.

use hashbrown::{HashMap, HashSet};

use super::fault::{Fault, Faults, quoted};
use super::network::Network;

/// What is narrower than, or part of, itself is neither.
const ACYCLIC: [&str; 2] = ["BROADER", "PART_OF"];

/// Finds a link of every circle.
pub(super) fn find(network: &Network<'_>, files: &[String], faults: &mut Faults) {
    for link in ACYCLIC.iter().filter_map(|name| network.model.link_named(name)) {
        let mut next: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
        for (at, one) in network.links.iter().enumerate() {
            if one.link.kind == link.id {
                next.entry(&one.link.from).or_default().push((at, &one.link.to));
            }
        }
        let mut starts: Vec<&str> = next.keys().copied().collect();
        starts.sort_unstable();
        let mut done: HashSet<&str> = HashSet::new();
        for start in starts {
            // Depth first without recursion: a folder decides how deep it is. Each entry of the way is a
            // node and how many of its links were followed.
            let mut way: Vec<(&str, usize)> = vec![(start, 0)];
            while let Some((node, followed)) = way.last_mut() {
                let node = *node;
                let step = next.get(node).and_then(|links| links.get(*followed)).copied();
                *followed += 1;
                match step {
                    Some((at, to)) if way.iter().any(|(passed, _)| *passed == to) => {
                        let place = network.place_of_link(at);
                        let file = files.get(place.file).map_or("", String::as_str);
                        let message = format!(
                            "{} comes round to itself by {} ({} leads back to it)",
                            quoted(to),
                            link.name,
                            quoted(node)
                        );
                        faults.push(Fault::at(file, place.line, "", message));
                    }
                    Some((_, to)) if !done.contains(to) => way.push((to, 0)),
                    Some(_) => {}
                    None => {
                        done.insert(node);
                        way.pop();
                    }
                }
            }
        }
    }
}
