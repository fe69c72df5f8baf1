-- The highest number that a stop of the plan ever had: its customers' keys are found by it when the plan's term is over.
-- 0: a program of before wrote the plan; then its words tell.
ALTER TABLE plan_text ADD COLUMN last_stop INTEGER NOT NULL DEFAULT 0;
