-- What earlier attempts of a job cost, when the last one was ordered, and how often a run ended while it drew the clip.
ALTER TABLE job ADD COLUMN earlier_micros INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN ordered_ms     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN deaths         INTEGER NOT NULL DEFAULT 0;
UPDATE job SET ordered_ms = created_ms WHERE attempts > 0;
