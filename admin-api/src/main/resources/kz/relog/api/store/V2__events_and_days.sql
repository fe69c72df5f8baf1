-- Events as they were told, oldest first: a cursor is the number of a row. Written by the feed's thread alone.
-- AUTOINCREMENT: a number is never given twice, also after old rows are deleted.

CREATE TABLE event (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  type TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  device_ref INTEGER NOT NULL,
  plan_ref INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  stop_id INTEGER NOT NULL,
  told_ms INTEGER NOT NULL,
  UNIQUE (event_id, version)
) STRICT;

CREATE INDEX event_of_plan ON event (plan_ref);

-- Names these events, so that a cursor of other ones is known for what it is; kept_from: the oldest number still here.
CREATE TABLE event_log (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  log_id TEXT NOT NULL,
  kept_from INTEGER NOT NULL
) STRICT;

INSERT INTO event_log (id, log_id, kept_from) VALUES (1, lower(hex(randomblob(4))), 1);

-- When a plan is driven, by its own times or else by its making: what a list by day asks for.
ALTER TABLE plan ADD COLUMN first_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE plan ADD COLUMN last_ms INTEGER NOT NULL DEFAULT 0;
UPDATE plan SET first_ms = CASE start_ms WHEN 0 THEN created_ms ELSE start_ms END,
  last_ms = CASE end_ms WHEN 0 THEN MAX(start_ms, created_ms) ELSE end_ms END;

CREATE INDEX plan_of_device ON plan (device_ref, first_ms);
