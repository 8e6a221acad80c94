//! Every store keeps the contract.

use tinklas::model::network;
use tinklas::store::contract::check;
use tinklas::store::reference::Reference;

#[tokio::test]
async fn the_reference_store_keeps_the_contract() {
    let violations = check(&Reference::new(network())).await;
    assert!(violations.is_empty(), "{violations:#?}");
}
