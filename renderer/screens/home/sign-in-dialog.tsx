import { useTranslation } from 'react-i18next';
import { KeysElsewhere } from '../../shared/keys-elsewhere.tsx';
import { ReplaceKeys } from '../../shared/replace-keys.tsx';
import type { DialogProps } from './dialog-props.ts';

/** Gives a folder new keys, or says how to renew those that are not ours to keep. */
export function SignInDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('settings');
  const { id, endpoint, credentials } = pair;
  const account = endpoint ?? t('accounts.aws');
  const ours = credentials === 'keychain' || credentials === 'file';
  return ours ? (
    <ReplaceKeys pair={id} account={account} opened onClose={onClose} />
  ) : (
    <KeysElsewhere pair={id} account={account} onClose={onClose} />
  );
}
