//! The rules of batches: expectations, rehearsals, receipts, and looking up what is to be changed.

use super::Check;
use super::network::{Names, by};
use crate::store::batch::{Batch, Conflict, Expected, Key, Receipt, Submitted};
use crate::store::claim::Claim;
use crate::store::records::{Change, Identifier, LinkRef, NodeRecord, Recorded};
use crate::store::{Applied, StoreError};

impl Check<'_> {
    fn company(&self, id: &str, name: &str) -> Change {
        Change::PutNode(self.names.node(self.names.company, id, name, &[]))
    }

    /// Where the network is, and all that it did.
    async fn whole(&self) -> (Option<crate::store::Stamp>, Option<usize>) {
        let told = self.store.changes(0, 10_000).await.ok();
        (self.store.stamp().await.ok(), told.map(|told| told.len()))
    }

    async fn sequence(&self) -> u64 {
        self.store.stamp().await.map_or(0, |stamp| stamp.sequence)
    }

    pub(super) async fn expectations(&mut self) {
        let kind = self.names.partners;
        let link = LinkRef { kind, from: "co-x".into(), to: "co-y".into(), tag: 0 };
        let own = LinkRef { kind, from: "co-x".into(), to: "co-x".into(), tag: 0 };
        let node = |id: &str, version| Expected::Node { id: id.into(), version };
        let links = |id: &str, count| Expected::Links { id: id.into(), count };
        let changes = [
            self.company("co-x", "X"),
            self.company("co-y", "Y"),
            Change::PutLink(Names::link(kind, "co-x", "co-y", 0)),
            Change::PutLink(Names::link(kind, "co-x", "co-x", 0)),
        ];
        let recorded = by("batch");
        let new =
            [node("co-x", 0), Expected::Link { link: link.clone(), version: 0 }, links("co-x", 0)];
        let batch = Batch { expected: &new, ..Batch::new(&changes, &recorded) };
        let applied = Applied { sequence: self.sequence().await + 4, changed: 4 };
        let found = self.store.submit(&batch).await.ok();
        let rule = "expectations are judged on the state before the batch";
        self.same(rule, found, Some(Submitted::Applied(applied)));

        let wrong = [
            node("co-x", 1),
            node("co-x", 0),
            node("nobody", 3),
            Expected::Link { link: own, version: 1 },
            Expected::Link { link, version: 2 },
            links("co-x", 2),
            links("co-y", 0),
        ];
        // The second change would be refused, had it been looked at.
        let changes =
            [self.company("co-x", "Z"), Change::PutLink(Names::link(kind, "co-x", "nobody", 0))];
        let batch = Batch { expected: &wrong, ..Batch::new(&changes, &recorded) };
        let before = self.whole().await;
        let found = match self.store.submit(&batch).await {
            Err(StoreError::Conflict(all)) => all,
            _ => Vec::new(),
        };
        let conflict = |at, found| Conflict { at, found };
        let expected = vec![conflict(1, 1), conflict(2, 0), conflict(4, 1), conflict(6, 1)];
        self.same(
            "every expectation that does not hold is told with what there is",
            found,
            expected,
        );
        let after = self.whole().await;
        self.same("a batch whose expectations do not hold changes nothing", after, before);
    }

    pub(super) async fn rehearsals(&mut self) {
        let recorded = by("batch");
        let receipt = receipt("rehearsed", "request");
        let fine = [self.company("co-rehearsed", "X")];
        let batch =
            Batch { rehearsal: true, receipt: Some(&receipt), ..Batch::new(&fine, &recorded) };
        let before = self.whole().await;
        let found = self.store.submit(&batch).await.ok();
        let applied = Applied { sequence: self.sequence().await, changed: 0 };
        self.same("a rehearsal tells that it fits", found, Some(Submitted::Applied(applied)));
        let found = self.store.submit(&batch).await.ok();
        self.same("a rehearsal keeps no receipt", found, Some(Submitted::Applied(applied)));
        let taken = [Change::PutNode(self.names.node(self.names.person, "co-alfa", "X", &[]))];
        let batch = Batch { rehearsal: true, ..Batch::new(&taken, &recorded) };
        let refused = matches!(self.store.submit(&batch).await, Err(StoreError::Refused(_)));
        self.same("a rehearsal is refused as the batch would be", refused, true);
        let after = self.whole().await;
        self.same("a rehearsal changes nothing", after, before);
    }

    pub(super) async fn receipts(&mut self) {
        let recorded = by("batch");
        let first = receipt("key", "request");
        let changes = [self.company("co-once", "X"), self.company("co-once", "X")];
        let batch = Batch { receipt: Some(&first), ..Batch::new(&changes, &recorded) };
        let applied = Applied { sequence: self.sequence().await + 1, changed: 1 };
        let found = self.store.submit(&batch).await.ok();
        self.same("a batch with a new key is applied", found, Some(Submitted::Applied(applied)));

        let rule = "changes that fit are applied";
        let other = [self.company("co-once", "Changed since")];
        let found = self.store.apply(&other, &recorded).await.is_ok();
        self.same(rule, found, true);
        let before = self.whole().await;
        let found = self.store.submit(&batch).await.ok();
        let repeated = Submitted::Repeated { applied, outcome: first.outcome.clone() };
        self.same("the same request with a key is not carried out twice", found, Some(repeated));
        let another = receipt("key", "another");
        let batch = Batch { receipt: Some(&another), ..batch };
        let refused = matches!(self.store.submit(&batch).await, Err(StoreError::KeyUsed(_)));
        self.same("another request with a key that was used is refused", refused, true);
        let after = self.whole().await;
        self.same("neither changes anything", after, before);

        let nothing = receipt("nothing", "request");
        let batch = Batch { receipt: Some(&nothing), ..Batch::new(&other, &recorded) };
        let applied = Applied { sequence: self.sequence().await, changed: 0 };
        let found = self.store.submit(&batch).await.ok();
        self.same("no change takes no sequence number", found, Some(Submitted::Applied(applied)));
        let found = self.store.submit(&batch).await.ok();
        let repeated = Submitted::Repeated { applied, outcome: nothing.outcome.clone() };
        self.same("a receipt is kept also where nothing changed", found, Some(repeated));

        let refused = [Change::PutLink(Names::link(self.names.partners, "co-once", "nobody", 0))];
        let later = receipt("later", "request");
        let batch = Batch { receipt: Some(&later), ..Batch::new(&refused, &recorded) };
        let found = matches!(self.store.submit(&batch).await, Err(StoreError::Refused(_)));
        self.same("a batch with a fault is refused", found, true);
        let batch = Batch { changes: &other, ..batch };
        let found = self.store.submit(&batch).await.ok();
        self.same("a refused batch keeps no receipt", found, Some(Submitted::Applied(applied)));

        let tomorrow = Recorded { at: recorded.at + Receipt::AGE + 1, ..recorded.clone() };
        let batch = Batch { receipt: Some(&another), ..Batch::new(&other, &tomorrow) };
        let found = self.store.submit(&batch).await.ok();
        self.same("a key is free again after its time", found, Some(Submitted::Applied(applied)));
    }

    pub(super) async fn look_ups(&mut self) {
        let names = self.names;
        let code = |scheme: &str| Key::Claim(Claim::Identifier(scheme.into(), "7".into()));
        let mut node: NodeRecord = names.node(names.company, "co-known", "Known", &[]);
        node.identifiers.push(Identifier { scheme: "code".into(), value: "7".into() });
        let changes = [
            Change::PutNode(node),
            Change::PutLink(Names::link(names.partners, "co-known", "co-x", 0)),
            Change::PutLink(Names::link(names.partners, "co-known", "co-known", 0)),
        ];
        let found = self.store.apply(&changes, &by("batch")).await.is_ok();
        self.same("changes that fit are applied", found, true);
        let keys = [
            code("code"),
            Key::Id("nobody".into()),
            code("other"),
            Key::Id("pr-secret".into()),
            Key::Id("co-known".into()),
        ];
        let found = self.store.look_up(&keys).await.unwrap_or_default();
        let found: Vec<_> = found
            .into_iter()
            .map(|one| one.map(|one| (one.record.id.to_string(), one.record.version, one.links)))
            .collect();
        let known = Some(("co-known".to_owned(), 1, 2));
        let secret = Some(("pr-secret".to_owned(), 1, 0));
        let expected = vec![known.clone(), None, None, secret, known];
        self.same("nodes are found by their keys, in the order of the keys", found, expected);
    }
}

fn receipt(key: &str, request: &str) -> Receipt {
    Receipt { key: key.into(), request: request.into(), outcome: format!("of {request}").into() }
}
