-- Since when two senders use the device's key; null normally. Written by the projector, like the rest of the row.
ALTER TABLE device ADD COLUMN quarantined_ms INTEGER;
