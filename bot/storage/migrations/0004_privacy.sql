-- A server that keeps names has them beside the pseudonym; the clock that takes them away runs along the time.
ALTER TABLE answers ADD COLUMN member TEXT;      -- who asked, as Discord numbers them; NULL unless names are kept

CREATE INDEX answers_time ON answers (asked_at DESC, number DESC);
CREATE INDEX feedback_period ON feedback (server, helpful, at);
CREATE INDEX reports_period ON reports (server, at);
