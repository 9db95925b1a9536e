-- What a service called the earlier attempts of a job: none of them is adopted for a later one.
ALTER TABLE job ADD COLUMN former_ids TEXT NOT NULL DEFAULT '[]';   -- JSON, an array of texts
