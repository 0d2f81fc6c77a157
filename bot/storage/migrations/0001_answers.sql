-- One row for every question, committed before its answer is shown; lists are JSON texts.
CREATE TABLE answers (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    asked_at      TEXT NOT NULL,            -- UTC, ISO 8601 with microseconds: sorts as time does
    surface       TEXT NOT NULL,
    server        TEXT,
    channel       TEXT,
    message       TEXT,                     -- the asker's
    reply         TEXT,                     -- ours, added once it was sent
    asker         TEXT,                     -- a pseudonym
    conversation  TEXT,
    question      TEXT NOT NULL,
    outcome       TEXT NOT NULL,            -- answered, related, nothing, help, refused
    reason        TEXT,                     -- why it was refused
    kind          TEXT NOT NULL,
    text          TEXT NOT NULL,
    dois          TEXT NOT NULL,
    keys          TEXT NOT NULL,
    matched       TEXT NOT NULL,
    unmatched     TEXT NOT NULL,
    searched_also TEXT NOT NULL,
    unknown_words TEXT NOT NULL,
    runners       TEXT NOT NULL,
    read_with     TEXT,                     -- the turn a follow-up was read with
    library       TEXT NOT NULL,
    snapshot      TEXT NOT NULL,
    engine        TEXT NOT NULL,
    weights       TEXT NOT NULL,
    settings      TEXT NOT NULL,
    version       TEXT NOT NULL,
    latency_ms    REAL NOT NULL
) STRICT;

CREATE INDEX answers_newest ON answers (server, asked_at DESC);
CREATE INDEX answers_outcome ON answers (server, outcome, asked_at DESC);

CREATE TABLE quotes (
    answer    INTEGER NOT NULL REFERENCES answers (number) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    key       TEXT NOT NULL,
    doi       TEXT,
    start     INTEGER NOT NULL,             -- code points of the stored abstract
    stop      INTEGER NOT NULL,
    sentence  INTEGER NOT NULL,
    section   TEXT,
    text      TEXT NOT NULL,
    PRIMARY KEY (answer, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX quotes_paper ON quotes (key);
