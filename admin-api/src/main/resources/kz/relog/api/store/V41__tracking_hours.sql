-- Road table: the hours in force for a person, written by the projector alone.
CREATE TABLE road_hours (
  person_ref INTEGER PRIMARY KEY,
  hours TEXT NOT NULL,
  seq INTEGER NOT NULL,
  since_ms INTEGER NOT NULL
) STRICT;

-- Tables of the API: what a company wants for all its drivers, and for one of them (person_ref 0: for all).
-- zone and week are null in what a person has instead of the company's when they are the company's.
CREATE TABLE wanted_hours (
  company_ref INTEGER NOT NULL,
  person_ref INTEGER NOT NULL,
  version INTEGER NOT NULL,
  zone TEXT,
  week TEXT,
  days TEXT NOT NULL,
  changed_ms INTEGER NOT NULL,
  PRIMARY KEY (company_ref, person_ref)
) STRICT, WITHOUT ROWID;
