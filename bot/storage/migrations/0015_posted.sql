-- Where a report was posted: its post goes with the words that it shows.
ALTER TABLE reports ADD COLUMN channel TEXT;
ALTER TABLE reports ADD COLUMN message TEXT;
-- Questions that somebody else's button or menu asked in the same words; they go with those words.
CREATE INDEX answers_repeated ON answers (server, question) WHERE surface = 'menu' OR kind = 'more';
