-- What both sides agreed on last, one row per file (and per marked folder), clustered by identity: the engine reads it
-- only in byte order of `id`, a page at a time, to merge it with a scan and a listing.
--
-- Text compares by BINARY, that is by UTF-8 bytes, as S3 orders keys. Columns that are mostly redundant are NULL then:
-- a spelling that equals the identity. A folder has no stamp and no hash.
CREATE TABLE baseline (
  id          TEXT PRIMARY KEY NOT NULL,
  local_path  TEXT,              -- spelling on disk; NULL: same as id
  remote_path TEXT,              -- spelling in the key; NULL: same as id
  size        INTEGER,           -- bytes; NULL: a folder
  mtime_ns    ANY,               -- nanoseconds since the epoch; decimal text where it passes 64 bits (ext4 reaches 2446)
  ctime_ns    ANY,
  ino         INTEGER,           -- unsigned 64 bits in two's complement; 0: none
  sha256      BLOB,              -- 32 bytes
  etag        ANY NOT NULL,      -- 16 bytes where it is lower-case hex of that length, else text
  modified_ms INTEGER NOT NULL   -- the object's LastModified, milliseconds since the epoch
) STRICT, WITHOUT ROWID;

-- Rename matching asks for an inode. File systems without stable ones (0) stay out of it.
CREATE INDEX baseline_ino ON baseline (ino) WHERE ino <> 0;

-- Kept with every change, because counting a million rows takes a third of a second. One row.
CREATE TABLE baseline_totals (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  files   INTEGER NOT NULL,
  folders INTEGER NOT NULL,
  bytes   INTEGER NOT NULL
) STRICT;
INSERT INTO baseline_totals VALUES (1, 0, 0, 0);

-- Small facts by name: what the provider's probe found, the root's identity, pauses.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
