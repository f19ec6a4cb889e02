import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { S3ClientConfig } from '@aws-sdk/client-s3';

export type S3Credentials =
  | {
      readonly kind: 'static';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string | undefined;
    }
  /** The SDK's own search: environment, shared config, SSO, process, container, instance. With `profile`, that profile only. */
  | { readonly kind: 'chain'; readonly profile?: string | undefined };

/** The SDK reads config files once for the whole process otherwise, and keys that were renewed in them would never be seen. */
const AS_ON_DISK = { ignoreCache: true } as const;

export function credentialProvider(credentials: S3Credentials): NonNullable<S3ClientConfig['credentials']> {
  if (credentials.kind === 'chain')
    return credentials.profile === undefined
      ? fromNodeProviderChain(AS_ON_DISK)
      : fromIni({ ...AS_ON_DISK, profile: credentials.profile });
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
