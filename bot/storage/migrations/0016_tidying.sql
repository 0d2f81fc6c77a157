-- What the hourly tidying looks for: answers that still lead to somebody, and receipts. Without these, every row was read
-- each hour while nothing else could be written.
CREATE INDEX answers_named ON answers (server, asked_at, number)
    WHERE coalesce(asker, member, channel, message, reply, conversation) IS NOT NULL;
CREATE INDEX answers_receipts ON answers (asked_at, number) WHERE withheld = 'log off';
