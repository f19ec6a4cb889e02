-- Transfers that go on after a restart.

CREATE TABLE upload (
  key        TEXT PRIMARY KEY NOT NULL,  -- the whole object key
  upload_id  TEXT NOT NULL,
  id         TEXT NOT NULL,              -- baseline identity of the file
  sha256     TEXT NOT NULL,
  size       INTEGER NOT NULL,           -- bytes
  mtime_ns   ANY NOT NULL,               -- as in baseline
  part_size  INTEGER NOT NULL,           -- bytes in every part but the last
  started_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Parts the server confirmed. They go with their upload.
CREATE TABLE upload_part (
  key         TEXT NOT NULL REFERENCES upload (key) ON DELETE CASCADE,
  part_number INTEGER NOT NULL,
  etag        TEXT NOT NULL,
  size        INTEGER NOT NULL,          -- bytes
  PRIMARY KEY (key, part_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE download (
  id          TEXT PRIMARY KEY NOT NULL,
  key         TEXT NOT NULL,
  etag        TEXT NOT NULL,
  size        INTEGER NOT NULL,          -- bytes
  staged_name TEXT NOT NULL,             -- temp file under .windlass/tmp
  part_size   INTEGER NOT NULL,          -- bytes
  done_parts  BLOB NOT NULL              -- bit set: bit n of byte n/8 is part n; it is rewritten after every part, so it is small
) STRICT, WITHOUT ROWID;
