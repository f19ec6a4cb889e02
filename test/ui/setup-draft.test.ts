import { describe, expect, it } from 'vitest';
import { accountInput, providerOfPasted } from '../../renderer/screens/setup/account-input.ts';
import { areaFaults, asPrefix, matching } from '../../renderer/screens/setup/bucket-names.ts';
import {
  changeDraft,
  emptyDraft,
  suggestedRecycle,
  type Draft,
  type DraftAction,
} from '../../renderer/screens/setup/draft.ts';
import { folderName, freeName } from '../../renderer/screens/setup/names.ts';
import { mayShow, stepsBehind } from '../../renderer/screens/setup/steps.ts';
import { usedAreas } from '../../renderer/screens/setup/used-areas.ts';
import { joinPath } from '../../renderer/shared/join-path.ts';
import { recognise } from '../../renderer/screens/setup/pasted-keys.ts';
import { passphraseFaults } from '../../renderer/screens/setup/passphrase.ts';

const KEYS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const CONNECTION =
  'ServiceUrl=http://127.0.0.1:9000; AccessKey=key; SecretKey=secret; ObjectBucketName=files; RecycleBucketName=bin-of-files';

function after(...actions: readonly DraftAction[]): Draft {
  return actions.reduce(changeDraft, emptyDraft('/home/ada/Windlass', []));
}

function opened(step: Draft['step'] = 'bucket'): DraftAction {
  return {
    type: 'opened',
    account: { ref: 'one', buckets: ['files'], regions: [], newKeys: true, through: 'fields', server: 'aws' },
    step,
  };
}

function pastedConnection(): DraftAction {
  const pasted = recognise(CONNECTION);
  if (pasted?.kind !== 'connection') throw new Error('not recognised');
  return { type: 'connection', text: CONNECTION, parsed: pasted.parsed };
}

describe('the draft of a new folder', () => {
  const signedIn: readonly DraftAction[] = [
    { type: 'provider', provider: 'aws' },
    { type: 'account', change: KEYS },
    opened(),
  ];

  it('forgets secrets as soon as the engine has them', () => {
    const { account, opened: kept } = after(...signedIn);
    expect(account).toMatchObject({ accessKeyId: KEYS.accessKeyId, secretAccessKey: '', sessionToken: '' });
    expect(kept?.ref).toBe('one');
  });

  it('keeps everything on the way back', () => {
    const there = after(...signedIn, { type: 'bucket', bucket: 'files' }, { type: 'go', step: 'provider' });
    const back = changeDraft(there, { type: 'provider', provider: 'aws' });
    expect(back.step).toBe('keys');
    expect(back.opened?.ref).toBe('one');
    expect(back.areas.bucket).toBe('files');
  });

  it('ends the account when anything it was opened with changes', () => {
    expect(after(...signedIn, { type: 'account', change: { region: 'eu-west-1' } }).opened).toBeUndefined();
    expect(after(...signedIn, { type: 'provider', provider: 'wasabi' }).opened).toBeUndefined();
  });

  it('does not take the trial store for the provider that was looked at before', () => {
    const trial: DraftAction = {
      type: 'trial',
      account: { ref: 'trial', buckets: ['files'], regions: [] },
      bucket: 'files',
      recycle: 'bin',
    };
    const draft = after({ type: 'provider', provider: 'aws' }, trial);
    expect(draft).toMatchObject({ step: 'folder', areas: { bucket: 'files', recycle: 'bin' } });
    expect(changeDraft(draft, { type: 'provider', provider: 'aws' }).opened).toBeUndefined();
  });

  it('suggests a recycle bucket for each bucket until one is named', () => {
    const first = after(...signedIn, { type: 'bucket', bucket: 'files' });
    expect(first.areas.recycle).toBe('files-recycle');
    const named = changeDraft(first, { type: 'areas', change: { recycle: 'bin' } });
    expect(changeDraft(named, { type: 'bucket', bucket: 'photos' }).areas.recycle).toBe('bin');
    expect(suggestedRecycle('b'.repeat(63))).toHaveLength(63);
  });

  it('tests again when the buckets change', () => {
    const tested = after(
      ...signedIn,
      { type: 'bucket', bucket: 'files' },
      { type: 'tested', rows: [{ check: 'sign in', result: 'ok', detail: '' }] },
    );
    expect(tested.tested).toHaveLength(1);
    expect(changeDraft(tested, { type: 'areas', change: { prefix: 'a/' } }).tested).toBeUndefined();
  });

  it('names the folder after its last part, with a number where the name is taken, until it is typed', () => {
    const draft = emptyDraft('/home/ada/Windlass', [{ name: 'Windlass' }]);
    expect(draft.place.name).toBe('Windlass 2');
    const typed = changeDraft(draft, { type: 'place', change: { name: 'Work' } });
    expect(changeDraft(typed, { type: 'folder', folder: '/home/ada/Docs' }).place.name).toBe('Work');
    expect(changeDraft(draft, { type: 'folder', folder: 'C:\\Users\\Ada\\Docs\\' }).place.name).toBe('Docs');
  });

  it('may be gone forward in as far as what still holds', () => {
    const there = after(...signedIn, { type: 'go', step: 'test' }, { type: 'go', step: 'keys' });
    expect(mayShow(there, 'test')).toBe(true);
    expect(mayShow(there, 'folder')).toBe(false);
    const other = changeDraft(there, { type: 'bucket', bucket: 'photos' });
    expect([mayShow(other, 'bucket'), mayShow(other, 'test')]).toEqual([true, false]);
    const lent = after({
      type: 'opened',
      account: { ref: 'two', buckets: [], regions: [], newKeys: false, through: 'pair', server: 'aws' },
      step: 'bucket',
    });
    expect(stepsBehind(lent)).toEqual(['provider']);
  });

  it('fills everything from a connection string and asks to sign in', () => {
    const draft = after(pastedConnection());
    expect(draft).toMatchObject({
      step: 'keys',
      signIn: true,
      areas: { bucket: 'files', recycle: 'bin-of-files' },
      account: { source: 'connection', endpoint: 'http://127.0.0.1:9000' },
    });
    expect(changeDraft(draft, opened('test')).account.connection).toBe('');
  });
});

describe('what is on the clipboard', () => {
  const full = { ...KEYS, sessionToken: 'token', region: 'eu-west-1', endpoint: 'https://s3.example.com' };
  it.each([
    ['both keys on two lines', `${KEYS.accessKeyId}\n${KEYS.secretAccessKey}\n`, KEYS],
    ['both keys with a colon', `${KEYS.accessKeyId}:${KEYS.secretAccessKey}`, KEYS],
    [
      'lines for a shell',
      `export AWS_ACCESS_KEY_ID="${KEYS.accessKeyId}"\nexport AWS_SECRET_ACCESS_KEY="${KEYS.secretAccessKey}"\nexport AWS_SESSION_TOKEN=token\nAWS_REGION=eu-west-1\nAWS_ENDPOINT_URL=https://s3.example.com`,
      full,
    ],
    [
      'a credentials file',
      `[default]\naws_access_key_id = ${KEYS.accessKeyId}\naws_secret_access_key = ${KEYS.secretAccessKey}`,
      KEYS,
    ],
    [
      'JSON of aws sts',
      JSON.stringify(
        { Credentials: { AccessKeyId: KEYS.accessKeyId, SecretAccessKey: KEYS.secretAccessKey } },
        undefined,
        2,
      ),
      KEYS,
    ],
    [
      'the CSV of the console',
      `Access key ID,Secret access key\n${KEYS.accessKeyId},${KEYS.secretAccessKey}`,
      KEYS,
    ],
  ])('knows %s', (_what, text, fields) => {
    expect(recognise(text)).toEqual({ kind: 'keys', fields });
  });

  it.each([
    'a single key',
    KEYS.accessKeyId,
    'https://s3.example.com',
    'two words',
    'ServiceUrl=nonsense',
    '',
  ])('leaves other text alone: %s', (text) => expect(recognise(text)).toBeUndefined());

  it('tells the provider where the keys do', () => {
    expect(providerOfPasted(KEYS)).toBe('aws');
    expect(providerOfPasted({ ...KEYS, endpoint: 'https://s3.example.com' })).toBe('other');
    expect(providerOfPasted({ ...KEYS, accessKeyId: 'minio-admin' })).toBeUndefined();
  });
});

describe('what to sign in with', () => {
  const fields = emptyDraft('/a', []).account;

  it('fills the address of the provider', () => {
    const account = { ...fields, ...KEYS, provider: 'r2' as const, fills: { account: 'abc' } };
    expect(accountInput(account)).toMatchObject({
      input: {
        endpoint: 'https://abc.r2.cloudflarestorage.com',
        region: 'auto',
        credentials: { kind: 'keys' },
      },
    });
  });

  it('needs neither address nor region for AWS', () => {
    expect(accountInput({ ...fields, ...KEYS, provider: 'aws' })).toEqual({
      input: { credentials: { kind: 'keys', ...KEYS } },
    });
  });

  it('names every field that is missing or wrong', () => {
    expect(accountInput({ ...fields, provider: 'wasabi' }).faults).toEqual({
      region: 'missing',
      accessKeyId: 'missing',
      secretAccessKey: 'missing',
    });
    expect(
      accountInput({ ...fields, ...KEYS, provider: 'minio', endpoint: 'ftp://nonsense' }).faults,
    ).toEqual({
      endpoint: 'endpoint',
    });
  });
});

describe('names in the wizard', () => {
  const areas = after().areas;

  it('refuses a recycle area that overlaps the files', () => {
    const same = { ...areas, bucket: 'files', recycle: 'files' };
    expect(areaFaults(same, [])).toEqual({ recycle: 'same' });
    expect(areaFaults({ ...same, prefix: 'a/', recyclePrefix: 'a/b/' }, [])).toEqual({ recycle: 'same' });
    expect(areaFaults({ ...same, prefix: 'a/', recyclePrefix: 'b/' }, [])).toEqual({});
  });

  it('refuses an area that another folder has on the same server', () => {
    const docs = {
      name: 'Docs',
      endpoint: 'https://s3.example.com/',
      credentials: 'keychain' as const,
      bucket: 'files',
      prefix: 'docs/',
      recycle: { bucket: 'bin', prefix: '' },
    };
    const used = usedAreas([docs], 'https://s3.example.com');
    expect(used.map(({ pair, bucket }) => [pair, bucket])).toEqual([
      ['Docs', 'files'],
      ['Docs', 'bin'],
    ]);
    const mine = { ...areas, bucket: 'files', recycle: 'bin' };
    expect(areaFaults(mine, [], used)).toEqual({ bucket: 'used', recycle: 'used' });
    expect(areaFaults({ ...mine, prefix: 'photos/', recycle: 'my-bin' }, [], used)).toEqual({});
    expect(areaFaults(mine, [], usedAreas([docs], 'aws'))).toEqual({});
  });

  it('takes a name as it is when the account lists it', () => {
    const odd = { ...areas, bucket: 'Old_Bucket', recycle: 'bin-of-old' };
    expect(areaFaults(odd, [])).toEqual({ bucket: 'name' });
    expect(areaFaults(odd, ['Old_Bucket'])).toEqual({});
  });

  it('finds buckets by a part of their name, by its beginning first', () => {
    expect(matching(['my-photos', 'photos', 'work'], 'PHO')).toEqual(['photos', 'my-photos']);
    expect(asPrefix(' photos ')).toBe('photos/');
  });

  it('spells paths as the system does', () => {
    expect(joinPath('/home', 'ada', '/')).toBe('/home/ada');
    expect(joinPath('C:\\', 'ada', '\\')).toBe('C:\\ada');
    expect(folderName('/')).toBe('/');
    expect(freeName('a', ['a', 'a 2'])).toBe('a 3');
  });

  it('wants a passphrase that is long enough, twice', () => {
    expect(passphraseFaults({ first: 'short', again: 'short' })).toEqual({ first: 'short' });
    expect(passphraseFaults({ first: 'long enough', again: 'long enuff' })).toEqual({ again: 'different' });
    expect(passphraseFaults({ first: 'long enough', again: 'long enough' })).toEqual({});
  });
});
