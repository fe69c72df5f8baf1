-- That another person had a vehicle than its shift said, and how far the correction is. Written by the API.
-- right_ref 0: nobody knows who. to_ms 0: until further notice. facts_to_ms: up to when facts can stand under the wrong person.
CREATE TABLE correction (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  correction_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  shift_ref INTEGER NOT NULL,
  vehicle_ref INTEGER NOT NULL,
  wrong_ref INTEGER NOT NULL,
  right_ref INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  by_person_ref INTEGER NOT NULL,
  by_role TEXT NOT NULL,
  asked_ms INTEGER NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('WRITTEN', 'BOUND', 'CARRIED', 'DONE')),
  facts_to_ms INTEGER NOT NULL,
  done_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX correction_of_company ON correction (company_ref, number);

-- What becomes of each tracker's binding: what the wrong person keeps of it (kept_from_ms null: nothing), and what is given.
CREATE TABLE correction_device (
  correction_ref INTEGER NOT NULL,
  device_ref INTEGER NOT NULL,
  kept_ref INTEGER NOT NULL,
  kept_from_ms INTEGER,
  kept_to_ms INTEGER NOT NULL,
  given_ref INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  PRIMARY KEY (correction_ref, device_ref)
) STRICT, WITHOUT ROWID;
