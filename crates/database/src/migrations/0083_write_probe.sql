-- What the readiness check writes, to see that writing works.
CREATE TABLE write_probe (
    id BIGINT PRIMARY KEY,
    writes BIGINT NOT NULL,
    padding TEXT NOT NULL
);
