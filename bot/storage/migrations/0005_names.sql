-- Whose keys these rows were named with: by a fingerprint a key is known again, and cannot be found from it.
CREATE TABLE pseudonym_keys (
    fingerprint TEXT PRIMARY KEY,
    at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
