-- Who does what one process alone may do. The term grows with each renewal; a lease without a holder is free.
CREATE TABLE leases (
    name   TEXT   PRIMARY KEY,
    holder TEXT   NOT NULL,
    term   BIGINT NOT NULL
);
