import { useTranslation } from 'react-i18next';

/** Where files live, by the way to it that an account has. */
export interface AccountPlace {
  readonly endpoint?: string | undefined;
  /** The kind of its credentials; a profile's with its name. */
  readonly credentials: string;
}

/** An account's name, for people: its address, or what stands for one. */
export function useAccountName(): (account: AccountPlace) => string {
  const { t } = useTranslation('settings');
  return ({ endpoint, credentials }) =>
    credentials === 'embedded' ? t('accounts.embedded') : (endpoint ?? t('accounts.aws'));
}
