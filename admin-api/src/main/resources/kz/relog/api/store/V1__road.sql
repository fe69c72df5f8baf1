-- Road tables: written by the projector alone, in the order of the journal.

CREATE TABLE road_position (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  applied_seq INTEGER NOT NULL
) STRICT;

INSERT INTO road_position (id, applied_seq) VALUES (1, 0);

CREATE TABLE device (
  device_ref INTEGER PRIMARY KEY,
  subject_ref INTEGER NOT NULL,
  key_id INTEGER NOT NULL UNIQUE,
  created_seq INTEGER NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL,
  revoked_ms INTEGER
) STRICT;

-- route: positions and windows, sealed under the key of the plan.
CREATE TABLE plan (
  plan_ref INTEGER PRIMARY KEY,
  device_ref INTEGER NOT NULL,
  version INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  end_ms INTEGER NOT NULL,
  stop_count INTEGER NOT NULL,
  vertex_count INTEGER NOT NULL,
  route BLOB NOT NULL,
  created_seq INTEGER NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;

-- Text tables: written by the handlers before the command goes to the road; the road never sees them.

CREATE TABLE device_text (
  device_ref INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- last_version: the highest version that was ever offered to the road.
CREATE TABLE plan_text (
  plan_ref INTEGER PRIMARY KEY,
  plan_id TEXT NOT NULL UNIQUE,
  last_version INTEGER NOT NULL
) STRICT;

CREATE TABLE stop_text (
  plan_ref INTEGER NOT NULL,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  stop_id INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (plan_ref, version, seq)
) STRICT, WITHOUT ROWID;
