//! How many changes are on the disk each second, while many wait for theirs at a time.
//!
//! usage: `durable_changes FILE SECONDS [IN_FLIGHT]`, where FILE is made and 64 are in flight when left out.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tinklas::model::{KindId, Localized, PropertyId, Value, network};
use tinklas::store::Store;
use tinklas::store::records::{Change, NodeRecord, Recorded};
use tinklas::store::resident::Resident;
use tokio::task::JoinSet;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What every change writes: a company with a name.
#[derive(Clone, Copy)]
struct Shape {
    kind: KindId,
    name: PropertyId,
}

impl Shape {
    fn change(self, number: u64) -> Change {
        let name = Localized::any(&format!("Company {number}"));
        Change::PutNode(NodeRecord {
            id: format!("co-{number}").into(),
            kind: self.kind,
            properties: vec![(self.name, Value::Localized(Arc::new(name)))],
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: recorded(),
            version: 0,
        })
    }
}

fn recorded() -> Recorded {
    Recorded { by: "durable_changes".into(), at: 0 }
}

/// Each of `in_flight` writers waits until its change is on the disk, and then makes the next.
async fn write(
    store: Arc<Resident>,
    shape: Shape,
    lasting: Duration,
    in_flight: u64,
) -> Result<u64, Failure> {
    let made = Arc::new(AtomicU64::new(0));
    let end = Instant::now() + lasting;
    let mut writers = JoinSet::new();
    for _ in 0..in_flight {
        let (store, made) = (store.clone(), made.clone());
        writers.spawn(async move {
            while Instant::now() < end {
                let change = shape.change(made.fetch_add(1, Ordering::Relaxed));
                store.apply(&[change], &recorded()).await?;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended??;
    }
    Ok(made.load(Ordering::Relaxed))
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, seconds, in_flight) = match arguments.as_slice() {
        [file, seconds] => (file, seconds.parse()?, 64),
        [file, seconds, in_flight] => (file, seconds.parse()?, in_flight.parse()?),
        _ => return Err("usage: durable_changes FILE SECONDS [IN_FLIGHT]".into()),
    };
    let file = Path::new(file);
    if file.exists() {
        return Err(format!("`{}` is there already; name a file to make", file.display()).into());
    }
    let model = network();
    let kind = model.kind_named("Company").ok_or("the model has no companies")?.id;
    let name = model.property_id("name").ok_or("the model has no names")?;
    let store = Arc::new(Resident::open(model.clone(), file)?);
    let began = Instant::now();
    let shape = Shape { kind, name };
    let changes = write(store, shape, Duration::from_secs(seconds), in_flight).await?;
    let took = began.elapsed();
    let kept = Resident::open_read_only(model, file)?.stamp().await?.nodes;
    if kept != changes {
        return Err(format!("{changes} changes were acknowledged, the file has {kept}").into());
    }
    let figures = serde_json::json!({
        "in_flight": in_flight,
        "changes": changes,
        "seconds": took.as_secs_f64(),
        "per_second": u128::from(changes) * 1000 / took.as_millis().max(1),
    });
    serde_json::to_writer(std::io::stdout(), &figures)?;
    Ok(())
}
