-- A message with several questions has a row for each: beside a question stands the whole message it is a part of.
ALTER TABLE answers ADD COLUMN typed TEXT;       -- NULL where the question is the message, word for word
