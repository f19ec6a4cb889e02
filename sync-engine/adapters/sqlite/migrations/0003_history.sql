-- What happened, and what stands open.

-- The newest 200,000 records are kept. Rows are only ever added at the end and removed from the start.
CREATE TABLE activity (
  seq    INTEGER PRIMARY KEY,
  at_ms  INTEGER NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,    -- the decision's code
  path   TEXT NOT NULL,
  folded TEXT,             -- the path in lower case, for the search; NULL: same as path
  target TEXT,
  size   INTEGER,          -- bytes
  error  TEXT              -- SyncError as JSON
) STRICT;

-- Pages newest first (the index ends in seq, so records of one millisecond keep their order).
CREATE INDEX activity_at ON activity (at_ms);

CREATE TABLE problem (
  id          TEXT PRIMARY KEY NOT NULL,
  path        TEXT NOT NULL,
  code        TEXT NOT NULL,       -- BlockReason or error code
  kind        TEXT NOT NULL CHECK (kind IN ('blocked', 'failed')),
  message     TEXT NOT NULL,
  attempts    INTEGER NOT NULL,
  since_ms    INTEGER NOT NULL,
  retry_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict (
  copy_id   TEXT PRIMARY KEY NOT NULL,
  copy_path TEXT NOT NULL,
  path      TEXT NOT NULL,
  at_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE held (
  id         TEXT PRIMARY KEY NOT NULL,
  path       TEXT NOT NULL,
  direction  TEXT NOT NULL CHECK (direction IN ('local', 'remote')),
  state      TEXT NOT NULL CHECK (state IN ('held', 'approved')),
  guard      TEXT NOT NULL,
  size       INTEGER NOT NULL,
  held_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
