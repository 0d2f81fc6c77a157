-- What the bot in Discord keeps: settings, opt-outs, what readers thought, and the state of buttons.
ALTER TABLE answers ADD COLUMN scope TEXT;       -- the papers the question was limited to, a JSON list; NULL: all
ALTER TABLE answers ADD COLUMN withheld TEXT;    -- why no words and no name are kept: opt-out

CREATE INDEX answers_asker ON answers (server, asker, asked_at DESC);

CREATE TABLE servers (
    server   TEXT PRIMARY KEY,
    settings TEXT NOT NULL                       -- JSON, as bot/storage/servers.py names it
) STRICT, WITHOUT ROWID;

CREATE TABLE opted_out (
    server TEXT NOT NULL,                        -- '' in direct messages
    asker  TEXT NOT NULL,                        -- a pseudonym
    PRIMARY KEY (server, asker)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
    answer  TEXT NOT NULL,
    server  TEXT,
    asker   TEXT NOT NULL,                       -- the reader's pseudonym
    helpful INTEGER NOT NULL,
    reason  TEXT,
    at      TEXT NOT NULL,
    PRIMARY KEY (answer, asker)
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
    number INTEGER PRIMARY KEY,
    answer TEXT NOT NULL,
    server TEXT,
    asker  TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

CREATE INDEX reports_answer ON reports (answer);

-- The state of an answer's buttons: where it stands and what it quotes, no words of anybody.
CREATE TABLE shown (
    answer   TEXT PRIMARY KEY,
    server   TEXT,
    channel  TEXT,
    question TEXT,                               -- the asker's message
    message  TEXT,                               -- ours
    asker    TEXT,
    outcome  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    library  TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    quotes   TEXT NOT NULL,                      -- JSON: key, start, stop of each
    keys     TEXT NOT NULL,
    public   INTEGER NOT NULL,
    at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX shown_question ON shown (question) WHERE question IS NOT NULL;
CREATE INDEX shown_message ON shown (message) WHERE message IS NOT NULL;
CREATE INDEX shown_channel ON shown (channel, at);

-- The last turn of each conversation: what a follow-up may lean on.
CREATE TABLE conversations (
    conversation TEXT NOT NULL,
    server       TEXT NOT NULL,                  -- '' in direct messages
    asker        TEXT NOT NULL,
    turn         TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (conversation, server)
) STRICT, WITHOUT ROWID;

-- The choice behind a list or a set of references, under the token its buttons carry.
CREATE TABLE listings (
    token  TEXT NOT NULL,
    server TEXT NOT NULL,
    spec   TEXT NOT NULL,
    PRIMARY KEY (token, server)
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
