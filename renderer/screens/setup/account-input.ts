import type { AccountDraft } from '../../../sync-engine/contract/api/index.ts';
import { completeEndpoint, endpointFault } from '../../../sync-engine/contract/endpoint.ts';
import {
  filledEndpoint,
  PROVIDERS,
  type Provider,
  type ProviderId,
} from '../../../sync-engine/contract/providers.ts';
import { assertNever } from '../../../sync-engine/contract/assert-never.ts';
import type { AccountFields } from './draft.ts';

export type FieldFault = 'missing' | 'endpoint';

/** By field; the parts of a provider's address by their own names. */
export type AccountFaults = Readonly<Record<string, FieldFault>>;

/** What to sign in with, or what is still missing. */
export type AccountInput =
  | { readonly input: AccountDraft; readonly faults?: undefined }
  | { readonly faults: AccountFaults };

export function providerById(id: ProviderId | undefined): Provider | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}

/** True when the whole address is typed. */
export function typesEndpoint(provider: Provider | undefined): boolean {
  return provider === undefined || provider.endpoint === '';
}

/** True when the address cannot be made without a region. */
export function needsRegion(provider: Provider | undefined): boolean {
  return provider?.endpoint?.includes('{region}') === true;
}

export function accountInput(fields: AccountFields): AccountInput {
  const provider = providerById(fields.provider);
  const region = fields.region.trim();
  const faults: Record<string, FieldFault> = {};
  const require = (name: string, value: string): void => {
    if (value.trim() === '') faults[name] = 'missing';
  };
  const whole = fields.source === 'connection' || typesEndpoint(provider);
  if (whole) {
    require('endpoint', fields.endpoint);
    if (faults['endpoint'] === undefined && endpointFault(completeEndpoint(fields.endpoint)) !== undefined)
      faults['endpoint'] = 'endpoint';
  } else {
    for (const { name } of provider?.fields ?? []) require(name, fields.fills[name] ?? '');
    if (needsRegion(provider)) require('region', region);
  }
  const credentials = credentialsOf(fields, require);
  if (Object.keys(faults).length > 0) return { faults };
  const endpoint = whole
    ? completeEndpoint(fields.endpoint)
    : filledEndpoint({ endpoint: provider?.endpoint }, { ...fields.fills, region });
  const signed = region === '' ? provider?.signingRegion : region;
  return {
    input: {
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(signed === undefined ? {} : { region: signed }),
      credentials,
    },
  };
}

function credentialsOf(
  fields: AccountFields,
  require: (name: string, value: string) => void,
): AccountDraft['credentials'] {
  switch (fields.source) {
    case 'env':
      return { kind: 'env' };
    case 'profile':
      require('profile', fields.profile);
      return { kind: 'profile', profile: fields.profile };
    case 'connection':
    case 'keys': {
      require('accessKeyId', fields.accessKeyId);
      require('secretAccessKey', fields.secretAccessKey);
      const token = fields.sessionToken.trim();
      return {
        kind: 'keys',
        accessKeyId: fields.accessKeyId.trim(),
        secretAccessKey: fields.secretAccessKey.trim(),
        ...(token === '' ? {} : { sessionToken: token }),
      };
    }
    default:
      return assertNever(fields.source);
  }
}

/** Whose keys these are that were pasted before a provider was chosen; undefined when nothing tells. */
export function providerOfPasted(fields: Partial<AccountFields>): ProviderId | undefined {
  if (fields.endpoint !== undefined) return 'other';
  // Source: IAM User Guide, "Unique identifiers": AKIA is an access key, ASIA a temporary one.
  return /^A[KS]IA[A-Z0-9]{16}$/.test(fields.accessKeyId ?? '') ? 'aws' : undefined;
}
