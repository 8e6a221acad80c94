//! Every store keeps the contract.

use tinklas::model::network;
use tinklas::store::contract::check;
use tinklas::store::reference::Reference;
use tinklas::store::resident::Resident;

#[tokio::test]
async fn the_reference_store_keeps_the_contract() {
    let violations = check(&Reference::new(network())).await;
    assert!(violations.is_empty(), "{violations:#?}");
}

#[tokio::test]
async fn the_resident_store_keeps_the_contract() {
    let store = Resident::in_memory(network()).expect("the writer starts");
    let violations = check(&store).await;
    assert!(violations.is_empty(), "{violations:#?}");
}
