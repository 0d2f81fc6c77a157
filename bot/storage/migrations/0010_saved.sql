-- What a member saved to read, and in which state they last saw a library: keys and digests, no words. '' in direct messages.
CREATE TABLE saved (
    server  TEXT NOT NULL,
    asker   TEXT NOT NULL,                       -- a pseudonym
    key     TEXT NOT NULL,                       -- of the paper
    library TEXT NOT NULL,                       -- it was saved from
    at      TEXT NOT NULL,
    PRIMARY KEY (server, asker, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE looked (
    server   TEXT NOT NULL,
    asker    TEXT NOT NULL,                      -- a pseudonym
    library  TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (server, asker, library)
) STRICT, WITHOUT ROWID;

-- Weeks that were told in a channel, or were going to be: claimed before anything is sent.
CREATE TABLE weekly (
    server  TEXT NOT NULL,
    channel TEXT NOT NULL,
    day     TEXT NOT NULL,
    message TEXT,                                -- ours, added once it was sent
    PRIMARY KEY (server, channel, day)
) STRICT, WITHOUT ROWID;

-- How somebody who waits for an answer wants to be told; and answers that came and are kept until they ask again.
ALTER TABLE awaited ADD COLUMN address TEXT;     -- for a direct message, sealed with the key; NULL: under the old answer
ALTER TABLE awaited ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
