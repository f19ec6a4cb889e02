/**
 * The index: one SQLite file that says which objects exist. A body may be on disk without a row (swept at the next
 * start), never a row without its body.
 */
export const schemaVersion = 1;

export const schemaSql = `
  CREATE TABLE bucket (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    versioning TEXT NOT NULL DEFAULT 'Off',            -- Off, Enabled, Suspended
    lifecycle  TEXT,                                   -- the documents exactly as they were put
    cors       TEXT
  );

  -- Bytes, shared: a copy or a completed upload refers to them again instead of writing them again.
  CREATE TABLE body (
    id    INTEGER PRIMARY KEY,
    refs  INTEGER NOT NULL,                            -- segments that point here; gone with the last one
    bytes BLOB,                                        -- small bodies live in the index,
    file  TEXT UNIQUE,                                 -- larger ones in data/<first two characters>/<file>
    CHECK ((bytes IS NULL) <> (file IS NULL))
  );

  -- One version of one key, or a delete marker. Keys are UTF-8 blobs: SQLite orders them by bytes, as S3 does.
  CREATE TABLE version (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,   -- grows: the newest version of a key has the highest id
    bucket_id     INTEGER NOT NULL REFERENCES bucket (id),
    key           BLOB NOT NULL,
    version_id    TEXT NOT NULL,                       -- 'null' unless written while versioning was enabled
    latest        INTEGER NOT NULL,
    delete_marker INTEGER NOT NULL,
    size          INTEGER NOT NULL,
    etag          TEXT NOT NULL,                       -- without quotes
    modified_ms   INTEGER NOT NULL,
    headers       TEXT NOT NULL,                       -- JSON object: response headers and user metadata
    checksum      TEXT,                                -- JSON: {name, value}
    segments      TEXT NOT NULL                        -- JSON array of [body id, start, length], in order
  );
  CREATE UNIQUE INDEX version_latest ON version (bucket_id, key) WHERE latest = 1;
  CREATE INDEX version_key ON version (bucket_id, key, id DESC);

  CREATE TABLE upload (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    upload_id  TEXT NOT NULL UNIQUE,                   -- starts with the time, so that it sorts by age
    bucket_id  INTEGER NOT NULL REFERENCES bucket (id),
    key        BLOB NOT NULL,
    created_ms INTEGER NOT NULL,
    headers    TEXT NOT NULL,
    checksum   TEXT                                    -- JSON: {name, type}, announced at creation
  );
  CREATE INDEX upload_key ON upload (bucket_id, key, upload_id);

  CREATE TABLE part (
    upload      INTEGER NOT NULL REFERENCES upload (id),
    number      INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    etag        TEXT NOT NULL,
    modified_ms INTEGER NOT NULL,
    checksum    TEXT,
    segments    TEXT NOT NULL,
    PRIMARY KEY (upload, number)
  ) WITHOUT ROWID;

  PRAGMA user_version = ${schemaVersion};
`;
