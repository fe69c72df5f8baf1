-- Erasures and how far they are; nothing of it says anything of a person but the reference. Written by the eraser's thread alone.
-- step: see the API's spi.Erasures.Step. places: where facts were (device, from, to), for the step that needs it; empty when done.

CREATE TABLE erasure (
  erasure_ref INTEGER PRIMARY KEY,
  subject_ref INTEGER NOT NULL,
  device_ref INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  categories INTEGER NOT NULL,
  reason TEXT NOT NULL,
  requested_ms INTEGER NOT NULL,
  step TEXT NOT NULL,
  places TEXT NOT NULL,
  done_ms INTEGER NOT NULL,
  certificate TEXT NOT NULL
) STRICT;

CREATE INDEX erasure_of_subject ON erasure (subject_ref);
