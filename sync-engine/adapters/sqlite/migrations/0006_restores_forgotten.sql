-- Nobody wants to be told of it any more; it can be undone all the same.
ALTER TABLE restore ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1));

-- What of it counts as gone: its changes, or all. The rows go later, in pages: there may be a million.
ALTER TABLE restore ADD COLUMN forgotten TEXT CHECK (forgotten IN ('changes', 'all'));
