//! Executes plans.

use super::{read, write};
use crate::plan::Plan;
use crate::plan::tree::Tree;
use crate::store::neo4j::Neo4j;
use crate::store::neo4j::driver::{Datum, Rows};
use crate::store::{Store as _, StoreError};

impl Neo4j {
    /// Executes a plan with one statement, or with none where nothing of it may be seen.
    ///
    /// # Errors
    /// Those of [`Driver::read`](crate::store::neo4j::driver::Driver::read), or rows that do not follow the
    /// layout.
    pub async fn fetch_plan(&self, plan: &Plan) -> Result<Tree, StoreError> {
        let rows = match write::compile(self.model(), plan) {
            Some(statement) => self.driver().read(&statement).await?,
            None => Rows::default(),
        };
        let rows = rows.iter().collect::<Result<Vec<Datum<'_>>, _>>()?;
        Ok(read::read(self.model(), plan, &rows)?)
    }
}
