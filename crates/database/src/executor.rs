use futures_util::{
    FutureExt as _, StreamExt as _, TryStreamExt as _,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use sqlx::{
    Any, Describe, Either, Error, Execute, Executor, SqlStr,
    any::{AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo},
};

use super::{connection::Connection, pool::Pool};

/// Makes an executor of what has a [`Connection`] or gets one: each statement goes through [`Connection::answer`], which
/// gives it a deadline. A macro, because a foreign trait cannot be implemented for every such type at once.
macro_rules! execute_on {
    ($executor:ty, |$this:ident| $connection:expr) => {
        impl<'c> Executor<'c> for $executor {
            type Database = Any;

            fn fetch_many<'e, 'q: 'e, E>(
                self,
                query: E,
            ) -> BoxStream<'e, Result<Either<AnyQueryResult, AnyRow>, Error>>
            where
                'c: 'e,
                E: 'q + Execute<'q, Any>,
            {
                let $this = self;
                let answer = async move {
                    $connection
                        .answer(|inner| inner.fetch_many(query).try_collect::<Vec<_>>().boxed())
                        .await
                };
                stream::once(answer)
                    .map_ok(|rows| stream::iter(rows.into_iter().map(Ok)))
                    .try_flatten()
                    .boxed()
            }

            fn fetch_optional<'e, 'q: 'e, E>(
                self,
                query: E,
            ) -> BoxFuture<'e, Result<Option<AnyRow>, Error>>
            where
                'c: 'e,
                E: 'q + Execute<'q, Any>,
            {
                let $this = self;
                async move {
                    $connection
                        .answer(|inner| inner.fetch_optional(query))
                        .await
                }
                .boxed()
            }

            fn prepare_with<'e>(
                self,
                sql: SqlStr,
                parameters: &'e [AnyTypeInfo],
            ) -> BoxFuture<'e, Result<AnyStatement, Error>>
            where
                'c: 'e,
            {
                let $this = self;
                async move {
                    $connection
                        .answer(|inner| inner.prepare_with(sql, parameters))
                        .await
                }
                .boxed()
            }

            fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Any>, Error>>
            where
                'c: 'e,
            {
                let $this = self;
                async move { $connection.answer(|inner| inner.describe(sql)).await }.boxed()
            }
        }
    };
}

execute_on!(&'c Pool, |pool| pool.acquire().await?);
execute_on!(&'c mut Connection, |connection| connection);
