-- What an adapter wants back with a job's later calls: an address that the service handed out, the step it is at.
ALTER TABLE job ADD COLUMN trail TEXT NOT NULL DEFAULT '';
