-- What moderators read: full text, counts a day, gaps, notes, and who read what.
-- The words of a question and its answer; the server stands among them, so that a search never leaves it.
CREATE VIRTUAL TABLE answers_text USING fts5 (
    question, text, server, content = 'answers', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO answers_text (answers_text) VALUES ('rebuild');

CREATE TRIGGER answers_text_added AFTER INSERT ON answers BEGIN
    INSERT INTO answers_text (rowid, question, text, server) VALUES (new.number, new.question, new.text, new.server);
END;
CREATE TRIGGER answers_text_removed AFTER DELETE ON answers BEGIN
    INSERT INTO answers_text (answers_text, rowid, question, text, server)
    VALUES ('delete', old.number, old.question, old.text, old.server);
END;
CREATE TRIGGER answers_text_changed AFTER UPDATE OF question, text, server ON answers BEGIN
    INSERT INTO answers_text (answers_text, rowid, question, text, server)
    VALUES ('delete', old.number, old.question, old.text, old.server);
    INSERT INTO answers_text (rowid, question, text, server) VALUES (new.number, new.question, new.text, new.server);
END;

-- Questions a day and outcome ('' : direct messages); what a chart is drawn from.
CREATE TABLE days (
    server    TEXT NOT NULL,
    day       TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    questions INTEGER NOT NULL,
    PRIMARY KEY (server, day, outcome)
) STRICT, WITHOUT ROWID;

INSERT INTO days SELECT coalesce(server, ''), substr(asked_at, 1, 10), outcome, count(*) FROM answers GROUP BY 1, 2, 3;

CREATE TRIGGER days_added AFTER INSERT ON answers BEGIN
    INSERT INTO days VALUES (coalesce(new.server, ''), substr(new.asked_at, 1, 10), new.outcome, 1)
    ON CONFLICT DO UPDATE SET questions = questions + 1;
END;
CREATE TRIGGER days_removed AFTER DELETE ON answers BEGIN
    UPDATE days SET questions = questions - 1
    WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10) AND outcome = old.outcome;
    DELETE FROM days WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10) AND questions <= 0;
END;

-- Papers quoted a day.
CREATE TABLE day_papers (
    server TEXT NOT NULL,
    day    TEXT NOT NULL,
    key    TEXT NOT NULL,
    quotes INTEGER NOT NULL,
    PRIMARY KEY (server, day, key)
) STRICT, WITHOUT ROWID;

INSERT INTO day_papers SELECT coalesce(a.server, ''), substr(a.asked_at, 1, 10), q.key, count(*)
FROM quotes q JOIN answers a ON a.number = q.answer GROUP BY 1, 2, 3;

CREATE TRIGGER day_papers_added AFTER INSERT ON quotes BEGIN
    INSERT INTO day_papers SELECT coalesce(server, ''), substr(asked_at, 1, 10), new.key, 1 FROM answers WHERE number = new.answer
    ON CONFLICT DO UPDATE SET quotes = quotes + 1;
END;
CREATE TRIGGER day_papers_removed BEFORE DELETE ON answers BEGIN
    UPDATE day_papers SET quotes = quotes - (SELECT count(*) FROM quotes q WHERE q.answer = old.number AND q.key = day_papers.key)
    WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10)
    AND key IN (SELECT key FROM quotes WHERE answer = old.number);
    DELETE FROM day_papers WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10) AND quotes <= 0;
END;

-- The words of questions that ended without an answer and that no paper, or not the best one, holds.
CREATE TABLE day_gaps (
    server    TEXT NOT NULL,
    day       TEXT NOT NULL,
    word      TEXT NOT NULL,
    questions INTEGER NOT NULL,
    PRIMARY KEY (server, day, word)
) STRICT, WITHOUT ROWID;

INSERT INTO day_gaps SELECT coalesce(a.server, ''), substr(a.asked_at, 1, 10), w.value, count(DISTINCT a.number)
FROM answers a, json_each(CASE a.unknown_words WHEN '[]' THEN a.unmatched ELSE a.unknown_words END) w
WHERE a.outcome IN ('related', 'nothing') GROUP BY 1, 2, 3;

CREATE TRIGGER day_gaps_added AFTER INSERT ON answers WHEN new.outcome IN ('related', 'nothing') BEGIN
    INSERT INTO day_gaps SELECT DISTINCT coalesce(new.server, ''), substr(new.asked_at, 1, 10), value, 1
    FROM json_each(CASE new.unknown_words WHEN '[]' THEN new.unmatched ELSE new.unknown_words END) WHERE true
    ON CONFLICT DO UPDATE SET questions = questions + 1;
END;
CREATE TRIGGER day_gaps_removed AFTER DELETE ON answers WHEN old.outcome IN ('related', 'nothing') BEGIN
    UPDATE day_gaps SET questions = questions - 1
    WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10)
    AND word IN (SELECT value FROM json_each(CASE old.unknown_words WHEN '[]' THEN old.unmatched ELSE old.unknown_words END));
    DELETE FROM day_gaps WHERE server = coalesce(old.server, '') AND day = substr(old.asked_at, 1, 10) AND questions <= 0;
END;

-- A gap a curator has closed: by a paper or by a term.
CREATE TABLE solved (
    server TEXT NOT NULL,
    word   TEXT NOT NULL,
    by     TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (server, word)
) STRICT, WITHOUT ROWID;

-- What moderators add to an answer, for everybody to see.
CREATE TABLE notes (
    number INTEGER PRIMARY KEY,
    answer TEXT NOT NULL,
    server TEXT,
    author TEXT NOT NULL,
    note   TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

CREATE INDEX notes_answer ON notes (answer);

CREATE TRIGGER notes_removed AFTER DELETE ON answers BEGIN
    DELETE FROM notes WHERE answer = old.id;
END;

-- Who read or exported the log, what and when.
CREATE TABLE readings (
    number INTEGER PRIMARY KEY,
    server TEXT,
    reader TEXT NOT NULL,
    what   TEXT NOT NULL,
    detail TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

CREATE INDEX readings_newest ON readings (server, number);
CREATE INDEX readings_detail ON readings (detail);
CREATE INDEX reports_server ON reports (server, number);
CREATE INDEX feedback_server ON feedback (server, helpful);
