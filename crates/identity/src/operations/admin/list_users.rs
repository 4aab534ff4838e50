use super::find_user;
use crate::{AdministeredUser, Error, Identity, UserQuery, UserSort, store::user_search};

/// The most users of one list.
const MOST: i64 = 500;

impl Identity {
    /// The users who match, in this order: at most `limit`, and never more than 500, from `offset` on.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn list_users(
        &self,
        query: &UserQuery,
        sort: UserSort,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<AdministeredUser>, Error> {
        let now = self.env.now();
        let (limit, offset) = (limit.clamp(0, MOST), offset.max(0));
        let mut connection = self.database.pool().acquire().await?;
        let users = user_search::list(&mut connection, query, sort, limit, offset).await?;
        find_user::read_each(&mut connection, &users, now).await
    }

    /// The number of users who match.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn count_users(&self, query: &UserQuery) -> Result<i64, Error> {
        let mut connection = self.database.pool().acquire().await?;
        Ok(user_search::count(&mut connection, query).await?)
    }
}
