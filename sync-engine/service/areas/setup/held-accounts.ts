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
  type SetupAccount,
} from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { inTime } from './in-time.ts';

/** An account that was opened for set-up: its keys are in memory, and nowhere else. */
export interface HeldAccount {
  /** Where keys are to be kept is not settled yet: with `keys`, its credentials are a stand-in. */
  readonly config: AccountConfig;
  /** New ones, to be kept with the pair. */
  readonly keys: AccountKeys | undefined;
  readonly account: SetupAccount;
}

/** Never looked up: new keys are given along. */
const STAND_IN = { kind: 'env' } as const;

/** Where AWS is asked first: from there it says where a bucket is. */
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

  /** Signs in. Rejects `credentials-…`, `network`, `timeout` and the like; keys that may not list buckets are fine. */
  async open(draft: AccountDraft, signal: AbortSignal | undefined): Promise<OpenedAccount> {
    const { config, keys } = this.configOf(draft);
    return this.hold(config, keys, signal);
  }

  async hold(
    config: AccountConfig,
    keys: AccountKeys | undefined,
    signal: AbortSignal | undefined,
  ): Promise<OpenedAccount> {
    const { context } = this;
    const account = await openSetupAccount(await context.home(), asked(config), { ...context.parts, keys });
    try {
      const listed = await inTime(signal, (inner) => listing(account, inner));
      const ref = crypto.randomUUID();
      this.held.set(ref, { config, keys, account });
      const [oldest] = this.held.keys();
      if (this.held.size > MOST_HELD && oldest !== undefined) await this.close(oldest);
      return { ref, ...listed };
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

/** A profile has a region of its own, mostly. */
function asked(config: AccountConfig): AccountConfig {
  const { endpoint, region, credentials } = config;
  const known = region !== undefined || credentials.kind === 'profile' || credentials.kind === 'embedded';
  return known || providerOf(endpoint).id !== 'aws' ? config : { ...config, region: AWS_FIRST_REGION };
}

/** The account for a pair on this bucket: on AWS, requests are signed for the region the bucket is in. */
export async function configFor(
  { config, account }: HeldAccount,
  bucket: string,
  signal?: AbortSignal,
): Promise<AccountConfig> {
  if (config.region !== undefined || config.credentials.kind === 'embedded') return config;
  if (providerOf(config.endpoint).id !== 'aws') return config;
  const region = await account.region(bucket, signal);
  return region === undefined ? asked(config) : { ...config, region };
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
