-- Under which address the dashboard that serves this database issues access tokens: a program that is started beside it,
-- with fewer settings, issues them under the same one. One row.
CREATE TABLE published_issuer (
    id     BIGINT PRIMARY KEY CHECK (id = 1),
    issuer TEXT   NOT NULL
);
