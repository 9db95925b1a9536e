-- The ledger of paid work: one row a job, one row an attempt, and a history that is only ever added to.
CREATE TABLE job(
    id            TEXT PRIMARY KEY,
    state         TEXT NOT NULL,
    request       TEXT NOT NULL,               -- frozen, JSON
    endpoint      TEXT NOT NULL,               -- frozen identity of the service, JSON
    attempt       TEXT NOT NULL DEFAULT '',    -- the latest one
    attempts      INTEGER NOT NULL DEFAULT 0,
    progress      REAL NOT NULL DEFAULT 0,
    remote_id     TEXT NOT NULL DEFAULT '',
    status_word   TEXT NOT NULL DEFAULT '',
    reason        TEXT NOT NULL DEFAULT '',
    cost_micros   INTEGER NOT NULL DEFAULT 0,
    cost_currency TEXT NOT NULL DEFAULT 'USD',
    cost_known    INTEGER NOT NULL DEFAULT 0,
    created_ms    INTEGER NOT NULL,
    changed_ms    INTEGER NOT NULL,
    accepted_ms   INTEGER NOT NULL DEFAULT 0,
    take_file     TEXT NOT NULL DEFAULT '',
    sha256        TEXT NOT NULL DEFAULT '',
    queue_order   INTEGER NOT NULL,
    cancel_wish   INTEGER NOT NULL DEFAULT 0,
    download_url  TEXT NOT NULL DEFAULT '',    -- secret: may be signed
    expires_ms    INTEGER NOT NULL DEFAULT 0,
    etag          TEXT NOT NULL DEFAULT '',
    length        INTEGER NOT NULL DEFAULT -1,
    fetched       INTEGER NOT NULL DEFAULT 0   -- bytes of the part that are surely on the disk
) STRICT;

CREATE TABLE attempt(
    id           TEXT PRIMARY KEY,
    job          TEXT NOT NULL REFERENCES job(id),
    number       INTEGER NOT NULL,
    class        TEXT NOT NULL,
    intent_ms    INTEGER NOT NULL,
    boot         TEXT NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    method       TEXT NOT NULL,
    url          TEXT NOT NULL,
    headers      TEXT NOT NULL,                -- JSON, without the key
    body         BLOB NOT NULL,                -- the bytes that are sent, and sent again
    body_sha256  TEXT NOT NULL,
    status       INTEGER NOT NULL DEFAULT 0,
    request_id   TEXT NOT NULL DEFAULT '',
    answer       BLOB NOT NULL DEFAULT x''     -- everything that came back
) STRICT;
CREATE INDEX attempt_job ON attempt(job);

CREATE TABLE event(
    sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
    time_ms      INTEGER NOT NULL,
    boot         TEXT NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    job          TEXT NOT NULL REFERENCES job(id),
    state        TEXT NOT NULL,
    progress     REAL NOT NULL,
    note         TEXT NOT NULL
) STRICT;
CREATE INDEX event_job ON event(job);

CREATE TRIGGER event_keeps BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
