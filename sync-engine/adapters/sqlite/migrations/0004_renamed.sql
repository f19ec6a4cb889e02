-- The search finds a renamed file by its new name too: `folded` has it in a second line. What was written before is folded as far as
-- SQLite can, which is the letters of ASCII.
UPDATE activity
SET folded = coalesce(folded, path) || char(10) || lower(target)
WHERE action = 'renamed' AND target IS NOT NULL;
