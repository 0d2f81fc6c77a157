-- What the words of the full text leave out: kanji and kana two by two, and signs (an emoji, %, ???), so that both are found.
ALTER TABLE answers ADD COLUMN pairs TEXT NOT NULL DEFAULT '';
UPDATE answers SET pairs = pairs_of(question, text) WHERE question <> '' OR text <> '';

DROP TRIGGER answers_text_added;
DROP TRIGGER answers_text_removed;
DROP TRIGGER answers_text_changed;
DROP TABLE answers_text;

CREATE VIRTUAL TABLE answers_text USING fts5 (
    question, text, server, pairs, content = 'answers', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO answers_text (answers_text) VALUES ('rebuild');

CREATE TRIGGER answers_text_added AFTER INSERT ON answers BEGIN
    INSERT INTO answers_text (rowid, question, text, server, pairs)
    VALUES (new.number, new.question, new.text, new.server, new.pairs);
END;
CREATE TRIGGER answers_text_removed AFTER DELETE ON answers BEGIN
    INSERT INTO answers_text (answers_text, rowid, question, text, server, pairs)
    VALUES ('delete', old.number, old.question, old.text, old.server, old.pairs);
END;
CREATE TRIGGER answers_text_changed AFTER UPDATE OF question, text, server, pairs ON answers BEGIN
    INSERT INTO answers_text (answers_text, rowid, question, text, server, pairs)
    VALUES ('delete', old.number, old.question, old.text, old.server, old.pairs);
    INSERT INTO answers_text (rowid, question, text, server, pairs)
    VALUES (new.number, new.question, new.text, new.server, new.pairs);
END;
