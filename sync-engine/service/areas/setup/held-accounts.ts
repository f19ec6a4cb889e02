import type { AccountDraft, OpenedAccount } from '../../../contract/api/index.ts';
import type { AccountConfig } from '../../../contract/config.ts';
import { endpointFault } from '../../../contract/endpoint.ts';
import { describeError } from '../../../contract/events.ts';
import { providerOf } from '../../../contract/providers.ts';
import {
  assertNever,
  fail,
  hasCode,
  openSetupAccount,
  SyncFailure,
  type AccountKeys,
  type Environment,
  type SetupAccount,
} from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { awsRegion } from './aws-profiles.ts';
import { inTime } from './in-time.ts';
import { userFolder } from './offers.ts';

/** An account that was opened for set-up: its keys are in memory, and nowhere else. */
export interface HeldAccount {
  /** Where keys are to be kept is not settled yet: with `keys`, its credentials are a stand-in. */
  readonly config: AccountConfig;
  /** With the region that it is asked in. */
  readonly asked: AccountConfig;
  /** New ones, to be kept with the pair. */
  readonly keys: AccountKeys | undefined;
  readonly account: SetupAccount;
}

/** Never looked up: new keys are given along. */
const STAND_IN = { kind: 'env' } as const;

/** Where AWS is asked first when nothing names a region: from there it says where a bucket is. */
const AWS_FIRST_REGION = 'us-east-1';

/** Pages that went away without a word leave theirs: the oldest go, with their keys, when there are more. */
const MOST_HELD = 8;

/** Accounts by the names that pages know them by, until the service ends. */
export class HeldAccounts {
  private readonly context: ServiceContext;
  private readonly held = new Map<string, HeldAccount>();

  constructor(context: ServiceContext) {
    this.context = context;
    context.onClose(() => this.closeAll());
  }

  /** Signs in, for the region that the server asks for where another is named, or none. Rejects `credentials-…`, `network`, `timeout` and the like; keys that may not list buckets are fine. */
  async open(draft: AccountDraft, signal: AbortSignal | undefined): Promise<OpenedAccount> {
    const { config, keys } = this.configOf(draft);
    try {
      return await this.hold(config, keys, signal);
    } catch (caught) {
      const region = caught instanceof SyncFailure ? caught.error.region : undefined;
      if (region === undefined || region === config.region) throw caught;
      return await this.hold({ ...config, region }, keys, signal);
    }
  }

  async hold(
    config: AccountConfig,
    keys: AccountKeys | undefined,
    signal: AbortSignal | undefined,
  ): Promise<OpenedAccount> {
    const { context } = this;
    const asked = await withRegion(config, context.parts.env);
    const account = await openSetupAccount(await context.home(), asked, { ...context.parts, keys });
    try {
      const listed = await inTime(signal, (inner) => listing(account, inner));
      const ref = crypto.randomUUID();
      this.held.set(ref, { config, asked, keys, account });
      const [oldest] = this.held.keys();
      if (this.held.size > MOST_HELD && oldest !== undefined) await this.close(oldest);
      return { ref, ...listed, ...regionsOf(asked) };
    } catch (caught) {
      await account.close();
      throw caught;
    }
  }

  /** Throws `not-found`: accounts are forgotten when the service ends, or others came after them. */
  find(ref: string): HeldAccount {
    const found = this.held.get(ref);
    if (found === undefined) throw fail('not-found', 'this account is no longer open; sign in again');
    return found;
  }

  /** The account once more, asked in a region: the caller closes it. Where regions mean nothing, or none is named, as it was opened. */
  async inRegion(ref: string, region: string | undefined): Promise<SetupAccount> {
    const { asked, keys } = this.find(ref);
    const config = region === undefined || !isAws(asked) ? asked : { ...asked, region };
    return await openSetupAccount(await this.context.home(), config, { ...this.context.parts, keys });
  }

  async close(ref: string): Promise<void> {
    const found = this.held.get(ref);
    this.held.delete(ref);
    await found?.account.close();
  }

  private async closeAll(): Promise<void> {
    for (const ref of this.held.keys()) await this.close(ref);
  }

  private configOf({ endpoint, region, credentials }: AccountDraft): Pick<HeldAccount, 'config' | 'keys'> {
    const place = {
      ...(endpoint === undefined || endpoint === '' ? {} : { endpoint: checkedEndpoint(endpoint) }),
      ...(region === undefined || region === '' ? {} : { region }),
    };
    switch (credentials.kind) {
      case 'keys': {
        const { kind: _keys, ...keys } = credentials;
        return { config: { ...place, credentials: STAND_IN }, keys };
      }
      case 'profile':
        return { config: { ...place, credentials }, keys: undefined };
      case 'env':
        return { config: { ...place, credentials }, keys: undefined };
      case 'pair':
        return { config: this.context.pair(credentials.pair).config.account, keys: undefined };
      default:
        return assertNever(credentials);
    }
  }
}

function checkedEndpoint(endpoint: string): string {
  const fault = endpointFault(endpoint);
  if (fault !== undefined) throw fail('usage', `the address ${fault}`);
  return endpoint;
}

/** Requests to AWS are signed for a region: the one that is named, that of the profile or the environment, or where AWS is asked first. */
async function withRegion(config: AccountConfig, env: Environment): Promise<AccountConfig> {
  if (config.region !== undefined || !isAws(config)) return config;
  const { credentials } = config;
  const profile = credentials.kind === 'profile' ? credentials.profile : undefined;
  const named = await awsRegion(env, userFolder(env), profile);
  return { ...config, region: named ?? AWS_FIRST_REGION };
}

function isAws({ endpoint, credentials }: AccountConfig): boolean {
  return credentials.kind !== 'embedded' && providerOf(endpoint).id === 'aws';
}

/** Where new buckets may be made. */
function regionsOf(asked: AccountConfig): Pick<OpenedAccount, 'region' | 'regions'> {
  if (!isAws(asked) || asked.region === undefined) return { regions: [] };
  return { region: asked.region, regions: [...providerOf(asked.endpoint).regions] };
}

/** The account for a pair on this bucket: on AWS, requests are signed for the region the bucket is in. */
export async function configFor(
  { config, asked, account }: HeldAccount,
  bucket: string,
  signal?: AbortSignal,
): Promise<AccountConfig> {
  if (config.region !== undefined || !isAws(config)) return config;
  const region = await account.region(bucket, signal);
  return region === undefined ? asked : { ...config, region };
}

async function listing(
  account: SetupAccount,
  signal: AbortSignal,
): Promise<Pick<OpenedAccount, 'buckets' | 'denied'>> {
  try {
    return { buckets: [...(await account.buckets(signal))] };
  } catch (caught) {
    if (!(caught instanceof SyncFailure) || !hasCode(caught, 'access-denied', 'unsupported')) throw caught;
    return { buckets: null, denied: describeError(caught.error) };
  }
}
