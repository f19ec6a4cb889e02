import type {
  AccountDraft,
  CheckRow,
  OpenedAccount,
  PairState,
} from '../../../sync-engine/contract/api/index.ts';
import type { ConnectionString } from '../../../sync-engine/contract/connection-string.ts';
import type { ProviderId } from '../../../sync-engine/contract/providers.ts';
import { assertNever } from '../../../sync-engine/contract/assert-never.ts';
import type { Mode } from '../../shared/modes.ts';
import { folderName, freeName } from './names.ts';
import { reachedAfter, type Step } from './steps.ts';

/** Where keys come from. `connection`: from one pasted text that names the buckets too. */
export type KeySource = 'connection' | Exclude<AccountDraft['credentials']['kind'], 'pair'>;

/** What the fields of the account hold. Secrets leave it as soon as the engine has them. */
export interface AccountFields {
  readonly provider: ProviderId | undefined;
  readonly source: KeySource;
  readonly endpoint: string;
  readonly region: string;
  /** What a provider's address has in it besides the region, such as Cloudflare's account id. */
  readonly fills: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly profile: string;
  readonly connection: string;
}

/** The account as the engine opened it. */
export interface Opened extends OpenedAccount {
  /** Keys that are still to be kept somewhere. */
  readonly newKeys: boolean;
  /** By what was filled in here, as another pair does, or the embedded store. */
  readonly through: 'fields' | 'pair' | 'trial';
  /** For comparing with the servers of other pairs. */
  readonly server: string;
}

export interface Areas {
  readonly bucket: string;
  readonly prefix: string;
  readonly recycle: string;
  readonly recyclePrefix: string;
  /** The recycle bucket was named by the person, so it no longer follows the bucket. */
  readonly recycleChosen: boolean;
  /** Where a bucket that is to be made goes; the account's own region when empty. */
  readonly region: string;
  /** Days until entries of the recycle bucket expire, where they do. */
  readonly retentionDays: number;
  /** Whether entries expire by a rule made here; undefined until the person says: for a new bucket they do. */
  readonly expires: boolean | undefined;
}

export interface Place {
  readonly folder: string;
  readonly name: string;
  /** The name was typed, so it no longer follows the folder. */
  readonly nameTyped: boolean;
  readonly mode: Mode;
}

/** Everything the wizard knows. It lives until the folder is added, or the page ends. */
export interface Draft {
  readonly step: Step;
  /** The last step whose way there still holds: so far one may go forward without doing a step again. */
  readonly reached: Step;
  readonly account: AccountFields;
  /** Keys were pasted whole: to be signed in with at once where nothing else is missing. */
  readonly signIn: boolean;
  readonly opened: Opened | undefined;
  readonly areas: Areas;
  readonly place: Place;
  readonly passphrase: { readonly first: string; readonly again: string };
  /** Of a test that came to its end; undefined when what was tested changed. */
  readonly tested: readonly CheckRow[] | undefined;
  /** Names of pairs that exist. */
  readonly taken: readonly string[];
}

export type DraftAction =
  | { readonly type: 'start-over'; readonly draft: Draft }
  | { readonly type: 'go'; readonly step: Step }
  | { readonly type: 'provider'; readonly provider: ProviderId }
  | { readonly type: 'by-connection' }
  | { readonly type: 'keys'; readonly provider: ProviderId; readonly fields: Partial<AccountFields> }
  | { readonly type: 'sign-in-begun' }
  | { readonly type: 'account'; readonly change: Partial<AccountFields> }
  | { readonly type: 'connection'; readonly text: string; readonly parsed: ConnectionString }
  | { readonly type: 'opened'; readonly account: Opened; readonly step: Step }
  | {
      readonly type: 'trial';
      readonly account: OpenedAccount;
      readonly bucket: string;
      readonly recycle: string;
    }
  | { readonly type: 'bucket'; readonly bucket: string }
  | { readonly type: 'areas'; readonly change: Partial<Omit<Areas, 'bucket' | 'recycleChosen'>> }
  | { readonly type: 'passphrase'; readonly change: Partial<Draft['passphrase']> }
  | { readonly type: 'tested'; readonly rows: readonly CheckRow[] | undefined }
  | { readonly type: 'folder'; readonly folder: string }
  | { readonly type: 'place'; readonly change: Partial<Pick<Place, 'name' | 'mode'>> };

/** Offered for a recycle bucket (days): the product's default. */
export const RETENTION_DAYS = 90;

const NO_SECRETS = { secretAccessKey: '', sessionToken: '', connection: '' } as const;
const NO_FIELDS: AccountFields = {
  provider: undefined,
  source: 'keys',
  endpoint: '',
  region: '',
  fills: {},
  accessKeyId: '',
  profile: '',
  ...NO_SECRETS,
};
/** An account that is no longer the one of the fields, and what was found out with it. */
const SIGNED_OUT = { opened: undefined, tested: undefined, signIn: false } as const;

export function emptyDraft(folder: string, pairs: readonly Pick<PairState, 'name'>[]): Draft {
  const taken = pairs.map(({ name }) => name);
  return {
    step: 'provider',
    reached: 'provider',
    account: NO_FIELDS,
    ...SIGNED_OUT,
    areas: {
      bucket: '',
      prefix: '',
      recycle: '',
      recyclePrefix: '',
      recycleChosen: false,
      region: '',
      retentionDays: RETENTION_DAYS,
      expires: undefined,
    },
    place: { folder, name: freeName(folderName(folder), taken), nameTyped: false, mode: 'two-way' },
    passphrase: { first: '', again: '' },
    taken,
  };
}

/** Every change of the wizard. What a change makes untrue goes with it: another key ends the account, another bucket the test. */
export function changeDraft(draft: Draft, action: DraftAction): Draft {
  const after = changed(draft, action);
  return { ...after, reached: reachedAfter(draft, action, after) };
}

function changed(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case 'start-over':
      return action.draft;
    case 'go':
      return { ...draft, step: action.step };
    case 'provider':
      return withProvider(draft, action.provider);
    case 'by-connection':
      return {
        ...draft,
        ...SIGNED_OUT,
        step: 'keys',
        account: { ...draft.account, provider: undefined, source: 'connection' },
      };
    case 'keys': {
      const { account } = withProvider(draft, action.provider);
      return {
        ...draft,
        ...SIGNED_OUT,
        step: 'keys',
        account: { ...account, ...action.fields, source: 'keys' },
        signIn: true,
      };
    }
    case 'sign-in-begun':
      return { ...draft, signIn: false };
    case 'account':
      return { ...draft, ...SIGNED_OUT, account: { ...draft.account, ...action.change } };
    case 'connection':
      return withConnection(draft, action.text, action.parsed);
    case 'opened': {
      const { account: opened, step } = action;
      const provider = opened.through === 'fields' ? draft.account.provider : undefined;
      return {
        ...draft,
        ...SIGNED_OUT,
        step,
        opened,
        account: { ...draft.account, provider, ...NO_SECRETS },
      };
    }
    case 'trial': {
      const { bucket, recycle } = action;
      const opened: Opened = { ...action.account, newKeys: false, through: 'trial', server: 'embedded' };
      const account = { ...draft.account, provider: undefined, ...NO_SECRETS };
      const areas = { ...draft.areas, bucket, recycle, prefix: '', recyclePrefix: '', recycleChosen: true };
      return { ...draft, ...SIGNED_OUT, step: 'folder', opened, account, areas };
    }
    case 'bucket': {
      const { bucket } = action;
      const recycle = draft.areas.recycleChosen ? draft.areas.recycle : suggestedRecycle(bucket);
      return { ...draft, areas: { ...draft.areas, bucket, recycle }, tested: undefined };
    }
    case 'areas': {
      const recycleChosen = draft.areas.recycleChosen || action.change.recycle !== undefined;
      return { ...draft, areas: { ...draft.areas, ...action.change, recycleChosen }, tested: undefined };
    }
    case 'passphrase':
      return { ...draft, passphrase: { ...draft.passphrase, ...action.change } };
    case 'tested':
      return { ...draft, tested: action.rows };
    case 'folder': {
      const { folder } = action;
      const { nameTyped, name } = draft.place;
      const following = nameTyped ? name : freeName(folderName(folder), draft.taken);
      return { ...draft, place: { ...draft.place, folder, name: following } };
    }
    case 'place': {
      const nameTyped = draft.place.nameTyped || action.change.name !== undefined;
      return { ...draft, place: { ...draft.place, ...action.change, nameTyped } };
    }
    default:
      return assertNever(action);
  }
}

function withConnection(draft: Draft, text: string, parsed: ConnectionString): Draft {
  const account: AccountFields = {
    ...draft.account,
    provider: undefined,
    source: 'connection',
    connection: text,
    endpoint: parsed.serviceUrl,
    region: parsed.region ?? '',
    accessKeyId: parsed.accessKey,
    secretAccessKey: parsed.secretKey,
    sessionToken: '',
  };
  const areas = {
    ...draft.areas,
    bucket: parsed.objectBucket,
    recycle: parsed.recycleBucket,
    recycleChosen: true,
  };
  return { ...draft, ...SIGNED_OUT, step: 'keys', account, areas, signIn: true };
}

/** Another provider begins anew; the same one again finds its fields as they were. */
function withProvider(draft: Draft, provider: ProviderId): Draft {
  const { account } = draft;
  if (provider === account.provider && account.source !== 'connection') return { ...draft, step: 'keys' };
  return { ...draft, ...SIGNED_OUT, step: 'keys', account: { ...NO_FIELDS, provider } };
}

/** The name offered for a bucket's recycle bucket; within the 63 characters a bucket may have. */
export function suggestedRecycle(bucket: string): string {
  return bucket === '' ? '' : `${bucket.slice(0, 63 - '-recycle'.length)}-recycle`;
}
