-- What moderators have pinned as the answer to a question and its likes; taken back, it stays as history.
CREATE TABLE pins (
    id        TEXT PRIMARY KEY,
    server    TEXT,                              -- NULL: the terminal and direct messages
    library   TEXT NOT NULL,
    snapshot  TEXT NOT NULL,
    answer    TEXT NOT NULL,                     -- the answer it was pinned to
    question  TEXT,                              -- NULL where no words are kept
    sentences TEXT NOT NULL,                     -- JSON: key, start, stop, number, section, text of each; none: "not in these abstracts"
    author    TEXT,                              -- a pseudonym, as a reader of the log
    at        TEXT NOT NULL,
    undone_by TEXT,                              -- a pseudonym
    undone_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX pins_server ON pins (server, at DESC);
CREATE INDEX pins_answer ON pins (answer);

-- By what a question that asks the same is known: its terms under the key for pseudonyms.
CREATE TABLE pin_likes (
    server TEXT NOT NULL,                        -- '' for the terminal and direct messages
    digest TEXT NOT NULL,
    pin    TEXT NOT NULL REFERENCES pins (id) ON DELETE CASCADE,
    PRIMARY KEY (server, digest, pin)
) STRICT, WITHOUT ROWID;

-- Which pin an answer was; a question's words go from its pins when they go from the log.
ALTER TABLE answers ADD COLUMN pin TEXT;

CREATE TRIGGER pins_words AFTER DELETE ON answers BEGIN
    UPDATE pins SET question = NULL WHERE answer = old.id;
END;
