//! The rules of the log and of old values.

use super::Check;
use super::network::{Names, by, text};
use crate::model::Value;
use crate::store::history::{Fields, LogQuery, Record, Values};
use crate::store::records::{Action, Change, Changed, LinkRef};

/// The `employees` of a node, or the document of a link.
fn shown(names: &Names<'_>, record: Option<&Record>) -> Option<Value> {
    let (all, wanted) = match record? {
        Record::Node(node) => (&node.properties, names.employees),
        Record::Link(link) => (&link.properties, names.document),
    };
    all.iter().find(|(id, _)| *id == wanted).map(|(_, value)| value.clone())
}

impl Check<'_> {
    async fn log(&self, query: &LogQuery) -> Vec<Changed> {
        self.store.log(query).await.unwrap_or_default()
    }

    async fn values(&self, changes: &[Changed]) -> Vec<Values> {
        self.store.values(changes).await.unwrap_or_default()
    }

    /// What is shown before and after each change that came after a sequence number.
    async fn shown(&self, after: u64) -> Vec<(Action, Option<Value>, Option<Value>)> {
        let changes = self.store.changes(after, 100).await.unwrap_or_default();
        let values = self.values(&changes).await;
        let one = |(change, values): (&Changed, &Values)| {
            let shown = |record: &Option<Record>| shown(&self.names, record.as_ref());
            (change.action, shown(&values.before), shown(&values.after))
        };
        changes.iter().zip(&values).map(one).collect()
    }

    /// Puts `changes` and tells the sequence number before them.
    async fn put(&mut self, changes: &[Change], who: &str) -> u64 {
        let before = self.store.stamp().await.map_or(0, |stamp| stamp.sequence);
        if let Err(error) = self.store.apply(changes, &by(who)).await {
            self.same("changes that fit are applied", Some(error.to_string()), None);
        }
        before
    }

    pub(super) async fn old_values(&mut self) {
        let names = self.names;
        let (one, other) = (Value::Int(1), Value::Int(2));
        let node = |id: &str, employees: &Value| {
            let more = [(names.employees, employees.clone())];
            Change::PutNode(names.node(names.company, id, "Past", &more))
        };
        let link = |document: &str| {
            let mut link = Names::link(names.partners, "co-past-a", "co-past-b", 3);
            link.properties.push((names.document, text(document)));
            Change::PutLink(link)
        };
        let (added, updated) = (Action::Added, Action::Updated);
        let first = [node("co-past-a", &one), node("co-past-b", &one), link("first")];
        let before = self.put(&first, "past").await;
        self.put(&[node("co-past-a", &other), link("second")], "past").await;
        let mut sourced =
            names.node(names.company, "co-past-a", "Past", &[(names.employees, other.clone())]);
        sourced
            .sources
            .push(crate::store::records::Source { url: "a page".into(), retrieved: None });
        self.put(&[Change::PutNode(sourced)], "later").await;
        let found = self.shown(before).await;
        let expected = vec![
            (added, None, Some(one.clone())),
            (added, None, Some(one.clone())),
            (added, None, Some(text("first"))),
            (updated, Some(one.clone()), Some(other.clone())),
            (updated, Some(text("first")), Some(text("second"))),
            (updated, Some(other.clone()), Some(other.clone())),
        ];
        self.same("a change tells what it found and what it left", found, expected);
        let changes = self.store.changes(before, 100).await.unwrap_or_default();
        let found: Vec<Fields> = changes.iter().map(|change| change.fields).collect();
        let expected = vec![
            Fields::NONE,
            Fields::NONE,
            Fields::NONE,
            Fields::new([names.employees].into_iter().collect(), 0),
            Fields::new([names.document].into_iter().collect(), 0),
            Fields::new([].into_iter().collect(), 0b11_0000),
        ];
        self.same("an update tells what differs since", found, expected);

        let newest = before + 6;
        let query = LogQuery { after: 0, until: newest, newest_first: true, ids: None, limit: 4 };
        let numbers = |all: &[Changed]| all.iter().map(|one| one.sequence).collect::<Vec<_>>();
        let found = numbers(&self.log(&query).await);
        let expected = vec![newest, newest - 1, newest - 2, newest - 3];
        self.same("the newest changes come first where that is asked for", found, expected);
        let ids = Some(vec!["co-past-b".into()]);
        let rising = LogQuery { newest_first: false, ids, limit: 10, ..query };
        let found = numbers(&self.log(&rising).await);
        let expected = vec![before + 2, before + 3, before + 5];
        self.same("the log of a node has its changes and those of its links", found, expected);
        let part = LogQuery {
            after: before + 2,
            until: before + 4,
            limit: 1,
            newest_first: true,
            ..rising
        };
        let found = numbers(&self.log(&part).await);
        self.same("a part of the log has only what is in it", found, vec![before + 3]);

        self.forgotten(before, &one, &other).await;
        self.erased(before, node("co-past-a", &one)).await;
    }

    async fn forgotten(&mut self, before: u64, one: &Value, other: &Value) {
        let stamp = self.store.stamp().await.ok();
        self.put(&[Change::Forget("nobody at all".into())], "forgets").await;
        let found = self.shown(before).await.get(3).cloned();
        let expected = Some((Action::Updated, Some(one.clone()), Some(other.clone())));
        self.same("only the old values of whoever is named are forgotten", found, expected);
        self.put(&[Change::Forget("past".into())], "forgets").await;
        let found: Vec<_> = self.shown(before).await.into_iter().skip(3).collect();
        let expected = vec![(Action::Updated, None, None); 3];
        self.same("old values that somebody recorded can be forgotten", found, expected);
        let found = self.store.stamp().await.ok();
        self.same("forgetting is no change", found, stamp);
    }

    async fn erased(&mut self, before: u64, again: Change) {
        let names = self.names;
        let mut changed = Names::link(names.partners, "co-past-a", "co-past-b", 3);
        changed.properties.push((names.document, text("third")));
        self.put(&[Change::PutLink(changed)], "past").await;
        let link = LinkRef {
            kind: names.partners,
            from: "co-past-a".into(),
            to: "co-past-b".into(),
            tag: 3,
        };
        let found = self.shown(before + 6).await;
        let expected = vec![(Action::Updated, Some(text("second")), Some(text("third")))];
        self.same("what is replaced after forgetting is kept", found, expected);
        self.put(&[Change::RemoveNode("co-past-a".into()), again], "past later").await;
        let left = self.shown(before).await;
        let is_empty = |(action, before, after): &(Action, Option<Value>, Option<Value>)| {
            before.is_none() && (after.is_none() || *action == Action::Added)
        };
        // The other node is still there, and the first is there again.
        let kept: Vec<bool> = left.iter().map(|one| is_empty(one) && one.2.is_some()).collect();
        let expected = vec![false, true, false, false, false, false, false, false, true];
        self.same(
            "what is removed takes its old values along, and those of its links",
            kept,
            expected,
        );
        let found = left.iter().all(is_empty);
        self.same("what is put again has nothing of the old values", found, true);
        let removed = Change::RemoveLink(link.clone());
        let put = Change::PutLink(Names::link(names.partners, "co-past-a", "co-past-b", 3));
        let mut other = Names::link(names.partners, "co-past-a", "co-past-b", 3);
        other.properties.push((names.document, text("fourth")));
        let before = self.put(&[put, Change::PutLink(other), removed], "past").await;
        let found = self.shown(before).await;
        let expected = vec![
            (Action::Added, None, None),
            (Action::Updated, None, None),
            (Action::Removed, None, None),
        ];
        self.same("a removed link takes its old values along", found, expected);
        let nodes = ["co-past-a", "co-past-b"].map(|id| Change::RemoveNode(id.into()));
        self.put(&nodes, "past").await;
    }
}
