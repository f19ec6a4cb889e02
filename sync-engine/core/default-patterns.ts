/**
 * What is ignored unless `.windlassignore` says otherwise (with `!pattern`): what systems, file managers and editors leave behind
 * and make again, and files that are only half there. Nothing that people keep is in it, so neither `*.tmp` nor `*~`,
 * `node_modules` or `.git`. Compiled from the lists that Dropbox ("Why aren't certain files syncing?") and Nextcloud
 * (`sync-exclude.lst`) publish. Bracketed letters match either case on every platform.
 */
export const DEFAULT_PATTERNS = `
# macOS
.DS_Store
._*
.apdisk
Icon[\r]
.Spotlight-V100/
.Trashes/
.fseventsd/
.TemporaryItems/
.DocumentRevisions-V100/

# Windows
[Tt]humbs.db
[Ee]hthumbs.db
[Dd]esktop.ini
$RECYCLE.BIN/
System Volume Information/

# Linux
.Trash-*/
.fuse_hidden*
.nfs[0-9a-f]*
.goutputstream-*
/lost+found/

# Locks and temporary files of office programs and editors
~$*
~*.tmp
.~lock.*#
.*.sw[a-p]
.#*
\\#*#

# Downloads under way
*.crdownload
*.part
`;
