-- Grows with each change of a company's name or time zone, so that nobody's change is overwritten unseen.
ALTER TABLE company ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
