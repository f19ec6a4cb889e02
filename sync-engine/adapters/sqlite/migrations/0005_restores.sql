-- Restores from the trash, so that they can be undone after a restart. Whoever writes them bounds their number and age.
CREATE TABLE restore (
  id         TEXT PRIMARY KEY NOT NULL,
  what       TEXT NOT NULL CHECK (what IN ('restore', 'undo', 'redo')),
  to_folder  TEXT,                 -- NULL: the original place
  undoes     TEXT,                 -- the restore that this one takes back
  started_ms INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('running', 'ended', 'stopped', 'interrupted', 'failed')),
  report     TEXT NOT NULL,        -- RestoreReport as JSON
  error      TEXT                  -- SyncError as JSON
) STRICT, WITHOUT ROWID;

-- What a restore did at each path, for its undo. They go with their restore.
CREATE TABLE restore_change (
  run    TEXT NOT NULL REFERENCES restore (id) ON DELETE CASCADE,
  path   TEXT NOT NULL,
  change TEXT NOT NULL,            -- RestoreChange as JSON
  PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;
