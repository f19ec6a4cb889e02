import { constants } from 'node:os';
import { isBlockReason } from '../../contract/block-text.ts';
import { errorText, isSyncErrorCode, SYNC_ERROR_CODES } from '../../contract/error-text.ts';

/** Words of log messages, decisions' codes and the system's errors that the texts for errors do not have. */
const MORE = `
  address after already archived area argument asked bad beats became been began beside blocked body brings broken bug build built busy
  byte call cancelled changing character clash close closed closing code conflict connect connection content copied copy could create
  cross d data database days dealt debug deleted denied descriptor device did dir directory disk download downloaded during edit elsewhere
  embedded empty engine entry equal events exists expected failed first folders followed for foreign forget found free freed from
  functions gives got guard halted hang has hash header here host http https ids ignored image inspect instead invalid is json known label
  lasting least leave left lies limit link lists loaded local logged longer look looked looking lost lstat make malformed manager memory met
  metadata mib middle mine mirror missing mkdir moment more most moves name named names nanoseconds needs never newer no node not
  note npm null number object of off older on one open opendir opened operation order original other out out-of-range over page part
  parts passed path permission permitted pipe plan port preview probe process property properties purge purged range read readdir
  reading reason rebuilt record records recycle refused regular remote removed rename renamed renames renaming replace reset resource
  restore restored right rmdir root run s saw scan scandir schema see selected sent service sha shorter should show shown side size
  small socket source spawn started stat steps stopped such symlink sync syscall system take taken target tells temp than that
  the their theirs then there they thread timed timeout to too trash trashed tried turned two type typed undefined undo unexpected
  unlink unlinked up upload uploaded uploads url uses valid value version versions very view waiting wants was watch watched watches
  way went were what when where which whole will windlass windlassignore with within without would write wrong yet
`;

const WORDS: ReadonlySet<string> = new Set(
  [MORE, ...SYNC_ERROR_CODES.flatMap((code) => Object.values(errorText({ code, message: '' })))]
    .join(' ')
    .toLowerCase()
    .match(/[a-z]+/g),
);

/** A word with what stands before and after it. */
const TOKEN = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su;

/**
 * A text with the words that are known to be Windlass's own or the system's, and numbers; of any other only its length is told. What is
 * quoted is a name, whatever its words. So nothing has to be recognised as a name to be kept back.
 */
export function plainWords(text: string): string {
  return text
    .replaceAll(/(?<![^\s(=:,])(["'“„`])(.+)["'”“`](?![^\s).,;:!?])/gsu, (_whole, _quote, quoted: string) => {
      return lengthOf(quoted);
    })
    .split(/(\s+)/)
    .map((token) => (token.trim() === '' ? ' ' : plainToken(token)))
    .join('');
}

function plainToken(token: string): string {
  const [, before = '', core = '', after = ''] = TOKEN.exec(token) ?? [];
  const known = core === '' ? isMark(token) : isPlain(core) && isMark(before + after);
  return known ? token : lengthOf(token);
}

/** Nothing but punctuation; a name may be made of other signs. */
function isMark(text: string): boolean {
  return /^[()[\]{}.,:;!?"'“”„…‹›=<>/~-]*$/.test(text);
}

function isPlain(core: string): boolean {
  if (/^\d+(?:[.,]\d+)*%?$/.test(core) || isSyncErrorCode(core) || isBlockReason(core)) return true;
  if (Object.hasOwn(constants.errno, core) || DISGUISED.test(core)) return true;
  return core.split(/[-'’]/).every((part) => WORDS.has(part.toLowerCase()));
}

/** What `lengthOf` and the disguise of a name leave. */
const DISGUISED = /^(?:[0-9a-f]{8}(?:\.[A-Za-z0-9]{1,5})?)(?:\/[0-9a-f]{8}(?:\.[A-Za-z0-9]{1,5})?)*$/;

/** Stands for a text that is not told. */
export function lengthOf(text: string): string {
  return `‹${text.length}›`;
}
