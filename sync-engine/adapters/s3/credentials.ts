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

export function credentialProvider(credentials: S3Credentials): NonNullable<S3ClientConfig['credentials']> {
  if (credentials.kind === 'chain')
    return credentials.profile === undefined
      ? fromNodeProviderChain()
      : fromIni({ profile: credentials.profile });
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
