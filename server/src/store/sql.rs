//! A statement put together from parts that are known at compile time and values that are bound.

use sqlx::{
    Any, AnyConnection, Arguments, AssertSqlSafe, Encode, FromRow, Type,
    any::{AnyArguments, AnyQueryResult, AnyRow},
};

use crate::error::{Error, Result};

/// SQL text with its values. Only `&'static str` can become text, so that nothing a person typed can.
#[derive(Default)]
pub struct Sql {
    text: String,
    arguments: AnyArguments,
    count: usize,
    failure: Option<String>,
}

impl Sql {
    /// A statement that begins so.
    pub fn new(text: &'static str) -> Self {
        let mut sql = Self::default();
        sql.push(text);
        sql
    }

    /// More text.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// A value, as the next placeholder.
    pub fn bind<'t, T: Encode<'t, Any> + Type<Any>>(&mut self, value: T) -> &mut Self {
        self.count += 1;
        self.text.push_str(&format!("${}", self.count));
        if let Err(error) = self.arguments.add(value) {
            self.failure = Some(error.to_string());
        }
        self
    }

    /// Values between commas, for `IN (…)`. Nothing at all becomes `NULL`, which is in nothing.
    pub fn bind_list<'t, T: Encode<'t, Any> + Type<Any>>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        let mut first = true;
        for value in values {
            if !first {
                self.push(", ");
            }
            first = false;
            self.bind(value);
        }
        if first {
            self.push("NULL");
        }
        self
    }

    /// How many values are bound, for those who fill statements up to the database's limit.
    pub fn bound(&self) -> usize {
        self.count
    }

    /// Every row.
    pub async fn all<T: for<'r> FromRow<'r, AnyRow> + Send + Unpin>(self, db: &mut AnyConnection) -> Result<Vec<T>> {
        self.check()?;
        Ok(sqlx::query_as_with(AssertSqlSafe(self.text), self.arguments).fetch_all(db).await?)
    }

    /// The row, where there is one.
    pub async fn optional<T: for<'r> FromRow<'r, AnyRow> + Send + Unpin>(
        self,
        db: &mut AnyConnection,
    ) -> Result<Option<T>> {
        self.check()?;
        Ok(sqlx::query_as_with(AssertSqlSafe(self.text), self.arguments).fetch_optional(db).await?)
    }

    /// The row that must be there.
    pub async fn one<T: for<'r> FromRow<'r, AnyRow> + Send + Unpin>(self, db: &mut AnyConnection) -> Result<T> {
        self.check()?;
        Ok(sqlx::query_as_with(AssertSqlSafe(self.text), self.arguments).fetch_one(db).await?)
    }

    /// Runs it for its effect.
    pub async fn run(self, db: &mut AnyConnection) -> Result<AnyQueryResult> {
        self.check()?;
        Ok(sqlx::query_with(AssertSqlSafe(self.text), self.arguments).execute(db).await?)
    }

    fn check(&self) -> Result<()> {
        self.failure.as_ref().map_or(Ok(()), |failure| Err(Error::fault(format!("cannot bind: {failure}"))))
    }
}
