-- One list of a recycle bucket. A file holds one list from its making to its end: a new list is a new file, so the old one
-- goes at once and views of it stay readable meanwhile. All of it is a cache.
--
-- An entry's id counts from 0 in the order of the listing. What filters and sorts go by (time, size, reason, device) is not here
-- but in `list_column`, as arrays by id: they are read whole, once, into memory.
CREATE TABLE entry (
  id      INTEGER PRIMARY KEY,
  path    TEXT NOT NULL,     -- NFC or not, as in the key
  folded  TEXT,              -- the path as the search compares it; NULL: same as path
  tail    TEXT,              -- the key behind prefix and path; NULL: `key` holds all of it
  key     TEXT,              -- the whole key, where it does not begin with prefix and path (hashed ones)
  born_ms INTEGER NOT NULL   -- milliseconds since the epoch; 0: unknown
) STRICT;

-- Folders are ranges of it, versions of a path lie together, and it is the order by path.
CREATE INDEX entry_path ON entry (path);

-- The few keys that do not tell their path.
CREATE INDEX entry_key ON entry (key) WHERE key IS NOT NULL;

-- Numbers by entry id, little-endian: deleted_ms and size (float64), reason and gone (uint8), device (uint16); and by_path
-- (uint32): ids in the order of their paths. Written when the list is whole.
CREATE TABLE list_column (
  name TEXT PRIMARY KEY NOT NULL,
  data BLOB NOT NULL
) STRICT;

-- One row once the list is whole; a list without it was never finished, or its prefix is another by now.
CREATE TABLE list_facts (
  only         INTEGER PRIMARY KEY CHECK (only = 1),
  prefix       TEXT NOT NULL,     -- of the recycle bucket: every key begins with it
  bucket       TEXT NOT NULL,     -- endpoint and bucket, to tell another list's file
  entries      INTEGER NOT NULL,
  listed_at_ms INTEGER NOT NULL,
  tags         TEXT NOT NULL,     -- JSON array: the device tags that the column `device` counts, from 1
  devices      TEXT NOT NULL      -- JSON object: names by tag
) STRICT;
