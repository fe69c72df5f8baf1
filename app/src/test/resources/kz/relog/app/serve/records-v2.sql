-- Records as schema 2 had them, Flyway's notes included. Frozen: it stands for folders that exist.
CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
INSERT INTO flyway_schema_history VALUES (1, '1', 'road', 'SQL', 'V1__road.sql', -1415757352, '', '2026-03-02 08:00:00.000', 29, 1);
INSERT INTO flyway_schema_history VALUES (2, '2', 'events and days', 'SQL', 'V2__events_and_days.sql', 1571373595, '', '2026-03-02 08:00:00.100', 12, 1);
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
CREATE TABLE device_text (
  device_ref INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
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
CREATE TABLE event_log (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  log_id TEXT NOT NULL,
  kept_from INTEGER NOT NULL
) STRICT;
INSERT INTO event_log (id, log_id, kept_from) VALUES (1, lower(hex(randomblob(4))), 1);
ALTER TABLE plan ADD COLUMN first_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE plan ADD COLUMN last_ms INTEGER NOT NULL DEFAULT 0;
UPDATE plan SET first_ms = CASE start_ms WHEN 0 THEN created_ms ELSE start_ms END,
  last_ms = CASE end_ms WHEN 0 THEN MAX(start_ms, created_ms) ELSE end_ms END;
CREATE INDEX plan_of_device ON plan (device_ref, first_ms);
