-- The language in which somebody asked to be told, as their Discord named it: they are told in it.
ALTER TABLE awaited ADD COLUMN language TEXT;
