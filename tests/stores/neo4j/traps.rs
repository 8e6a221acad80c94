//! What the driver or Neo4j does that one would not expect, and what we make of it.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tinklas::model::network;
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::driver::{Datum, Limits};
use tinklas::store::neo4j::statement::{Parameter, Statement};
use tinklas::store::{Store, StoreError};

use super::{as_it_is, open, take};

/// Takes longer than any test.
const ENDLESS: &str = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b \
    WITH a, b WHERE a * b < 0 RETURN count(*) AS row";

fn why<T: std::fmt::Debug>(failed: Result<T, StoreError>) -> String {
    match failed {
        Err(StoreError::Unavailable(why)) => why.to_string(),
        other => panic!("expected an error: {other:?}"),
    }
}

#[tokio::test]
async fn an_error_that_comes_with_the_rows_is_told() {
    let shared = take();
    let store = as_it_is(&shared, network());
    let statement = Statement::new("UNWIND range(1000, 0, -1) AS a RETURN 1 / a AS row");
    assert!(why(store.driver().read(&statement).await).contains("by zero"));
}

#[tokio::test]
async fn more_rows_than_are_fetched_at_a_time_all_come() {
    let shared = take();
    let limits = Limits { fetch_size: 7, ..Limits::default() };
    let store = open(&shared.address, &shared.password, network(), limits);
    let statement = Statement::new("UNWIND range(1, 1000) AS a RETURN a AS row");
    let rows = store.driver().read(&statement).await.expect("rows");
    let numbers: Vec<i64> =
        rows.iter().filter_map(|row| row.ok().and_then(|row| row.int())).collect();
    assert_eq!(numbers, (1..=1000).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_statement_that_is_read_cannot_write() {
    let shared = take();
    let store = as_it_is(&shared, network());
    let statement = Statement::new("CREATE (node:Stranger) RETURN 1 AS row");
    assert!(why(store.driver().read(&statement).await).contains("Writing in read access mode"));
}

#[tokio::test]
async fn values_come_back_as_they_were_sent() {
    let shared = take();
    let store = as_it_is(&shared, network());
    let sent = vec![
        Parameter::Null,
        true.into(),
        i64::MIN.into(),
        Parameter::Float(1.0),
        "Žuvėdra \u{1f} \u{0} 🦆".into(),
        Vec::<Parameter>::new().into(),
        Parameter::Map(vec![("one".into(), 1_i64.into())]),
    ];
    let statement = Statement::new("RETURN $sent AS row").with("sent", sent);
    let rows = store.driver().read(&statement).await.expect("a row");
    let expected = Datum::List(vec![
        Datum::Null,
        Datum::Bool(true),
        Datum::Int(i64::MIN),
        Datum::Float(1.0),
        Datum::Text("Žuvėdra \u{1f} \u{0} 🦆"),
        Datum::List(Vec::new()),
        Datum::Map(vec![("one", Datum::Int(1))]),
    ]);
    assert_eq!(rows.first().expect("a row"), Some(expected));
}

/// Neo4j quotes the whole statement when it cannot read it.
#[tokio::test]
async fn no_statement_is_passed_on() {
    let shared = take();
    let store = as_it_is(&shared, network());
    let told = why(store.driver().read(&Statement::new("MATCH (hidden:Person) RETUR 1")).await);
    assert!(told.contains("SyntaxError") && told.contains("Invalid input"), "{told}");
    assert!(!told.contains("hidden"), "{told}");
}

/// The time-out goes with the statement.
#[tokio::test]
async fn a_statement_that_takes_too_long_is_stopped_by_neo4j() {
    let shared = take();
    let limits = Limits { timeout: Duration::from_millis(300), ..Limits::default() };
    let hasty = open(&shared.address, &shared.password, network(), limits);
    let told = why(hasty.driver().read(&Statement::new(ENDLESS)).await);
    assert!(told.contains("TransactionTimedOut") || told.contains("Terminated"), "{told}");
    assert_eq!(endless_statements(&as_it_is(&shared, network())).await, 0);
}

/// How many of them Neo4j carries out.
async fn endless_statements(store: &Neo4j) -> i64 {
    let running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'range(1, 100000) AS a' \
        AND NOT currentQuery CONTAINS 'SHOW TRANSACTIONS' RETURN count(*) AS row";
    let rows = store.driver().read(&Statement::new(running)).await.expect("a count");
    rows.first().expect("a row").and_then(|row| row.int()).expect("a number")
}

/// A client that leaves drops the future that waits for the answer.
#[tokio::test]
async fn a_statement_that_nobody_waits_for_is_ended() {
    let shared = take();
    // Long enough that no time-out ends the statements while this test waits.
    let limits = Limits { timeout: Duration::from_mins(10), ..Limits::default() };
    let store = open(&shared.address, &shared.password, network(), limits);
    let other = as_it_is(&shared, network());
    let endless = Statement::new(ENDLESS);
    {
        let asked = join_all((0..3).map(|_| store.driver().read(&endless)));
        let mut asked = std::pin::pin!(asked);
        while endless_statements(&other).await < 3 {
            let more = tokio::time::timeout(Duration::from_millis(50), &mut asked).await;
            assert!(more.is_err(), "they do not end: {more:?}");
        }
    }
    let begun = Instant::now();
    while endless_statements(&other).await > 0 {
        assert!(begun.elapsed() < Duration::from_mins(1), "Neo4j goes on");
    }
    // What was ended is not answered to anybody else.
    let rows = store.driver().read(&Statement::new("RETURN 1 AS row")).await.expect("a row");
    assert_eq!(rows.first().expect("a row"), Some(Datum::Int(1)));
}

/// A connection whose statement was given up is used again, once Neo4j has stopped the statement.
#[tokio::test]
async fn a_given_up_statement_does_not_keep_its_connection() {
    let shared = take();
    let limits = Limits { connections: 1, timeout: Duration::from_secs(1), ..Limits::default() };
    let store = open(&shared.address, &shared.password, network(), limits);
    let endless = Statement::new(ENDLESS);
    let given_up =
        tokio::time::timeout(Duration::from_millis(200), store.driver().read(&endless)).await;
    assert!(given_up.is_err(), "{given_up:?}");
    let statement = Statement::new("RETURN 1 AS row");
    let mut answer = store.driver().read(&statement).await;
    for _ in 0..50 {
        if answer.is_ok() {
            break;
        }
        answer = store.driver().read(&statement).await;
    }
    let rows = answer.expect("the connection is free again");
    assert_eq!(rows.first().expect("a row"), Some(Datum::Int(1)));
}

#[tokio::test]
async fn waiting_for_a_connection_ends() {
    let shared = take();
    let limits =
        Limits { connections: 1, timeout: Duration::from_millis(500), ..Limits::default() };
    let store = open(&shared.address, &shared.password, network(), limits);
    let endless = Statement::new(ENDLESS);
    let (one, other) = tokio::join!(store.driver().read(&endless), store.driver().read(&endless));
    let told = [why(one), why(other)];
    assert!(told.iter().any(|one| one.contains("in use") || one.contains("TimedOut")), "{told:?}");
}

/// The library for encryption panics where no implementation was chosen for it.
#[tokio::test]
async fn an_encrypted_address_is_tried() {
    let shared = take();
    let limits = Limits { timeout: Duration::from_secs(2), ..Limits::default() };
    for scheme in ["bolt+s", "bolt+ssc", "neo4j+s"] {
        let address = shared.address.replace("bolt", scheme);
        let store = open(&address, &shared.password, network(), limits);
        let told = why(store.stamp().await);
        assert!(told.contains(scheme), "{told}");
    }
}
