//! Executes plans.

use super::lookups::{Found, distinct};
use super::{read, write};
use crate::plan::tree::Tree;
use crate::plan::{Plan, Root};
use crate::store::neo4j::Neo4j;
use crate::store::neo4j::driver::{Datum, Rows};
use crate::store::{Store as _, StoreError};

impl Neo4j {
    /// Executes a plan with one statement, or with none where nothing of it may be seen. Look-ups by id share
    /// statements with those of other requests.
    ///
    /// # Errors
    /// Those of [`Driver::read`](crate::store::neo4j::driver::Driver::read), or rows that do not follow the
    /// layout.
    pub async fn fetch_plan(&self, plan: &Plan) -> Result<Tree, StoreError> {
        let statement = write::compile(self.model(), plan);
        if let (Root::Nodes { ids, .. }, Some(statement)) = (&plan.root, &statement) {
            let found = self.lookups.find(statement.clone(), &plan.sight, &distinct(ids)).await?;
            let rows = found.iter().map(Found::row).collect::<Result<Vec<_>, _>>()?;
            return Ok(read::read(self.model(), plan, &rows)?);
        }
        let rows = match &statement {
            Some(statement) => self.driver().read(statement).await?,
            None => Rows::default(),
        };
        let rows = rows.iter().collect::<Result<Vec<Datum<'_>>, _>>()?;
        Ok(read::read(self.model(), plan, &rows)?)
    }
}
