import { KeysElsewhere } from '../../shared/keys-elsewhere.tsx';
import { ReplaceKeys } from '../../shared/replace-keys.tsx';
import { useAccountName } from '../../shared/use-account-name.ts';
import type { DialogProps } from './dialog-props.ts';

/** Gives a folder new keys, or says how to renew those that are not ours to keep. */
export function SignInDialog({ pair, onClose }: DialogProps) {
  const { id, credentials } = pair;
  const account = useAccountName()(pair);
  const ours = credentials === 'keychain' || credentials === 'file';
  return ours ? (
    <ReplaceKeys pair={id} account={account} opened onClose={onClose} />
  ) : (
    <KeysElsewhere pair={id} account={account} onClose={onClose} />
  );
}
