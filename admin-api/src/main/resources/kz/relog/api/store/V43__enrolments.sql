-- One-time codes that put a device on the road: the code stands here as a keyed hash.
CREATE TABLE enrolment (
  enrolment_ref INTEGER PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  code_hash BLOB NOT NULL UNIQUE,
  driver_ref INTEGER,
  vehicle_ref INTEGER,
  replaced_ref INTEGER,
  by_person_ref INTEGER NOT NULL,
  made_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  used_ms INTEGER,
  device_ref INTEGER
) STRICT;

CREATE INDEX enrolment_of_company ON enrolment (company_ref, enrolment_ref);
