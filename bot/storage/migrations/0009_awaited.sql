-- Answers that were none, and who wants to be told when a paper that came in answers the question. No words: those are the answer's.
CREATE TABLE awaited (
    answer TEXT NOT NULL,
    server TEXT,
    asker  TEXT NOT NULL,                        -- a pseudonym
    at     TEXT NOT NULL,
    PRIMARY KEY (answer, asker)
) STRICT, WITHOUT ROWID;

CREATE INDEX awaited_asker ON awaited (server, asker);
