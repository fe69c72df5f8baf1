-- Legal holds: what must be kept although its term is over. person_ref 0: everything of the company.
-- sealed: the reason, under the key of the company. owner_ref: who answers for it. told_ms: when its late review was told.
CREATE TABLE hold (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  hold_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  owner_ref INTEGER NOT NULL,
  placed_by_ref INTEGER NOT NULL,
  placed_ms INTEGER NOT NULL,
  review_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  told_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE INDEX hold_of_company ON hold (company_ref, number);

-- The highest time that retention has seen, and until when it may believe the clock.
CREATE TABLE retention_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  highest_ms INTEGER NOT NULL,
  swept_ms INTEGER NOT NULL,
  confirmed_ms INTEGER NOT NULL
) STRICT;

INSERT INTO retention_clock (id, highest_ms, swept_ms, confirmed_ms) VALUES (1, 0, 0, 0);

-- When a person was last here, for the term of unused memberships; outlives the sessions it comes from.
CREATE TABLE activity (
  person_ref INTEGER PRIMARY KEY,
  seen_ms INTEGER NOT NULL,
  warned_ms INTEGER NOT NULL
) STRICT;

INSERT INTO activity (person_ref, seen_ms, warned_ms)
  SELECT p.person_ref, MAX(p.changed_ms, COALESCE((SELECT MAX(s.used_ms) FROM session s WHERE s.person_ref = p.person_ref), 0)), 0
  FROM person p;

CREATE TRIGGER activity_of_new_person AFTER INSERT ON person
BEGIN
  INSERT INTO activity (person_ref, seen_ms, warned_ms) VALUES (new.person_ref, new.created_ms, 0)
    ON CONFLICT (person_ref) DO UPDATE SET seen_ms = MAX(seen_ms, excluded.seen_ms), warned_ms = 0;
END;

CREATE TRIGGER activity_of_new_session AFTER INSERT ON session
BEGIN
  INSERT INTO activity (person_ref, seen_ms, warned_ms) VALUES (new.person_ref, new.used_ms, 0)
    ON CONFLICT (person_ref) DO UPDATE SET seen_ms = MAX(seen_ms, excluded.seen_ms), warned_ms = 0;
END;

CREATE TRIGGER activity_of_session AFTER UPDATE OF used_ms ON session
BEGIN
  INSERT INTO activity (person_ref, seen_ms, warned_ms) VALUES (new.person_ref, new.used_ms, 0)
    ON CONFLICT (person_ref) DO UPDATE SET seen_ms = MAX(seen_ms, excluded.seen_ms), warned_ms = 0;
END;
