//! The rules of changing.

use std::sync::Arc;

use super::Check;
use super::network::{Names, by, text};
use crate::model::{Audience, Direction, KindSet, LinkId, Shape, Value};
use crate::plan::Root;
use crate::plan::selection::NodeGet;
use crate::store::records::{Action, Change, Identifier, LinkRef, Subject};
use crate::store::{Applied, Stamp, StoreError};

impl Check<'_> {
    async fn stamp(&self) -> Option<Stamp> {
        self.store.stamp().await.ok()
    }

    async fn apply(&mut self, rule: &str, changes: &[Change], who: &str) -> Option<Applied> {
        match self.store.apply(changes, &by(who)).await {
            Ok(applied) => Some(applied),
            Err(error) => {
                self.same(rule, Some(error.to_string()), None);
                None
            }
        }
    }

    pub(super) async fn empty(&mut self) {
        let stamp = Stamp { sequence: 0, nodes: 0, links: 0, newest_seen: None };
        let found = self.stamp().await;
        self.same(
            "a network that never changed has sequence 0 and nothing in it",
            found,
            Some(stamp),
        );
        let changes = self.store.changes(0, 10).await.ok();
        self.same("a network that never changed has no changes", changes, Some(Vec::new()));
    }

    pub(super) async fn first_changes(&mut self) {
        let changes = self.names.network();
        let many = changes.len();
        let mut follow = self.store.follow();
        follow.borrow_and_update();
        let rule = "changes that fit are applied";
        let found = self.apply(rule, &changes, "first").await;
        let sequence = many as u64;
        let expected = Applied { sequence, changed: many };
        self.same(
            "each change that changes something takes a sequence number",
            found,
            Some(expected),
        );
        let told = (follow.has_changed().ok(), *follow.borrow_and_update());
        self.same(
            "followers are told the sequence number of the new state",
            told,
            (Some(true), sequence),
        );
        let stamp = Stamp { sequence, nodes: 10, links: 7, newest_seen: "2023-11".parse().ok() };
        let found = self.stamp().await;
        self.same(
            "the stamp counts nodes and links and knows the newest `seen`",
            found,
            Some(stamp),
        );

        let again = self.apply(rule, &changes, "first").await;
        let expected = Applied { sequence, changed: 0 };
        self.same("what is already so, recorded by the same, is no change", again, Some(expected));
        let found = self.stamp().await.map(|stamp| stamp.sequence);
        self.same("no change takes no sequence number", found, Some(sequence));

        let found = self.store.changes(2, 3).await.unwrap_or_default();
        let numbers: Vec<u64> = found.iter().map(|change| change.sequence).collect();
        self.same(
            "changes come after a sequence number, at most so many, rising",
            numbers,
            vec![3, 4, 5],
        );
        let first = found.first().map(|change| (change.action, change.recorded.clone()));
        self.same(
            "a change says what was done, by whom and when",
            first,
            Some((Action::Added, by("first"))),
        );
    }

    pub(super) async fn refusals(&mut self) {
        let names = self.names;
        let company = |id, more: &[_]| Change::PutNode(names.node(names.company, id, "X", more));
        let mut taken = names.node(names.company, "co-x", "X", &[]);
        taken.identifiers.push(Identifier { scheme: "code".into(), value: "1".into() });
        let mut nameless = names.node(names.company, "co-x", "X", &[]);
        nameless.properties.clear();
        let link = |kind: LinkId, from, to| Change::PutLink(Names::link(kind, from, to, 0));
        let changes = vec![
            company("co-fine", &[]),
            company("co-x", &[(names.areas, Value::List([].into()))]),
            company("co-x", &[(names.employees, text("many"))]),
            Change::PutNode(nameless),
            Change::PutNode(taken),
            link(names.partners, "co-alfa", "nobody"),
            link(names.partners, "co-alfa", "sector:FOOD"),
            Change::PutNode(names.node(names.person, "co-alfa", "X", &[])),
            link(names.partners, "co-fine", "co-beta"),
        ];
        let before = (self.stamp().await, self.store.changes(0, 1000).await.ok());
        let refused = match self.store.apply(&changes, &by("third")).await {
            Err(StoreError::Refused(all)) => all.into_iter().map(|one| one.at).collect(),
            _ => Vec::new(),
        };
        self.same("every fault of a batch is told, with its position", refused, (1..=7).collect());
        let after = (self.stamp().await, self.store.changes(0, 1000).await.ok());
        self.same("a batch with a fault changes nothing", after, before);
    }

    pub(super) async fn bounds(&mut self) {
        let limit = Shape::LIST_LIMIT;
        let sector = |n| self.names.node(self.names.sector, &format!("sector:S{n:03}"), "S", &[]);
        let kind = self.names.in_sector;
        let link = |n| Names::link(kind, "co-same-a", &format!("sector:S{n:03}"), 0);
        let nodes = (0..=limit).map(|n| Change::PutNode(sector(n)));
        let changes: Vec<Change> =
            nodes.chain((0..=limit).map(|n| Change::PutLink(link(n)))).collect();
        self.apply("changes that fit are applied", &changes, "fourth").await;
        let names = self.names;
        let follow = names.follow(kind, Direction::Out);
        let selection = names.select([NodeGet::List(follow, names.select([NodeGet::Id]))]);
        let kinds = KindSet::one(names.company);
        let root = Root::Nodes { ids: vec!["co-same-a".into()], kinds, selection };
        let found = self.read(&names.plan(Audience::Public, root)).await;
        let found = (found.get(2).cloned(), found.last().cloned());
        let expected = (format!("list {limit}"), format!("sector:S{:03}", limit - 1));
        self.same(
            "a plain list has at most its limit, the first by id",
            found,
            (Some(expected.0), Some(expected.1)),
        );
    }

    pub(super) async fn later_changes(&mut self) {
        let before = self.stamp().await.map_or(0, |stamp| stamp.sequence);
        let names = self.names;
        let changed = names.node(names.company, "co-alfa", "Alfa Nova", &[]);
        let batch = [Change::PutNode(changed.clone()), Change::PutNode(changed)];
        let found = self.apply("changes that fit are applied", &batch, "fifth").await;
        let expected = Applied { sequence: before + 1, changed: 1 };
        self.same("each change is judged after the ones before it", found, Some(expected));
        let told = self.store.changes(before, 10).await.unwrap_or_default();
        let told: Vec<_> = told.into_iter().map(|one| (one.action, one.subject)).collect();
        let kind = self.names.company;
        let subject = Subject::Node { id: "co-alfa".into(), kind };
        self.same("a change of what is there is an update", told, vec![(Action::Updated, subject)]);

        let selection = names.select([
            NodeGet::Version,
            NodeGet::RecordedBy,
            NodeGet::Property { property: names.employees, languages: Arc::new([]) },
            NodeGet::Sources(Vec::new()),
        ]);
        let kinds = KindSet::one(kind);
        let root = Root::Nodes { ids: vec!["co-alfa".into()], kinds, selection };
        let found = self.read(&names.plan(Audience::Public, root)).await;
        let expected = ["list 1", "node", "2", "fifth", "null", "list 0"];
        self.same(
            "a put replaces all that was known and counts one version",
            found,
            expected.map(str::to_owned).to_vec(),
        );
    }

    pub(super) async fn removals(&mut self) {
        let before = self.stamp().await;
        let kind = self.names.partners;
        let link =
            |from: &str, to: &str, tag| LinkRef { kind, from: from.into(), to: to.into(), tag };
        let batch = [
            Change::RemoveLink(link("co-alfa", "co-beta", 7)),
            Change::RemoveLink(link("co-alfa", "co-beta", 8)),
            Change::RemoveNode("nobody".into()),
            Change::RemoveNode("co-beta".into()),
        ];
        let found = self.apply("removals are applied", &batch, "sixth").await;
        let Some(before) = before else { return };
        let expected = Applied { sequence: before.sequence + 2, changed: 2 };
        self.same("removing what is not there is no change", found, Some(expected));
        let expected = Stamp {
            sequence: before.sequence + 2,
            nodes: before.nodes - 1,
            links: before.links - 3,
            newest_seen: None,
        };
        let found = self.stamp().await;
        self.same("a node takes its links with it", found, Some(expected));
        let told = self.store.changes(before.sequence, 10).await.unwrap_or_default();
        let told: Vec<_> = told.into_iter().map(|one| (one.action, one.subject)).collect();
        let company = self.names.company;
        let expected = vec![
            (
                Action::Removed,
                Subject::Link { link: link("co-alfa", "co-beta", 7), from: company, to: company },
            ),
            (Action::Removed, Subject::Node { id: "co-beta".into(), kind: company }),
        ];
        self.same("removals are told", told, expected);
    }
}
