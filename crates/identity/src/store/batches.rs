//! Statements for [`Database::delete_in_batches`](database::Database::delete_in_batches).

/// The statement that deletes a batch of the rows of a table on which a condition on the time `$1` holds: the table, the
/// columns of its primary key, the condition, and the column of the time.
macro_rules! delete_batch {
    ($table:literal, $key:literal, $condition:literal, $time:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE (",
            $key,
            ") IN (SELECT ",
            $key,
            " FROM ",
            $table,
            " WHERE ",
            $condition,
            " ORDER BY ",
            $time,
            " LIMIT 1000)"
        )
    };
}
pub(super) use delete_batch;
