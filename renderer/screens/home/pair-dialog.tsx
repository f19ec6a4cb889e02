import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/hooks.ts';
import { Confirm } from '../../shared/confirm.tsx';
import { useNotify } from '../../shared/use-notify.ts';
import { CheckDialog } from './check-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { LimitsDialog } from './limits-dialog.tsx';
import { LocateDialog } from './locate-dialog.tsx';
import { ModeDialog } from './mode-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';

export type PairDialogName =
  | 'plan'
  | 'check'
  | 'locate'
  | 'unlock'
  | 'signIn'
  | 'rename'
  | 'mode'
  | 'limits'
  | 'remove';

function RemoveDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const api = useApi();
  // The question is closed by its answer.
  const { failed: onError, done } = useNotify();
  const { id, name, folder, bucket } = pair;
  const onSuccess = (): void => done(t('remove.done', { name }));
  const remove = useMutation(api.pairs.remove.mutationOptions({ onError, onSuccess }));
  return (
    <Confirm
      opened
      title={t('remove.title', { name })}
      confirm={t('remove.confirm')}
      onConfirm={() => remove.mutate({ pair: id })}
      onClose={onClose}
    >
      {t('remove.body', { folder, bucket })}
    </Confirm>
  );
}

const DIALOGS: Readonly<Record<PairDialogName, (props: DialogProps) => ReactNode>> = {
  plan: PlanDialog,
  check: CheckDialog,
  unlock: UnlockDialog,
  signIn: SignInDialog,
  locate: LocateDialog,
  rename: RenameDialog,
  mode: ModeDialog,
  limits: LimitsDialog,
  remove: RemoveDialog,
};

/** The dialog that was chosen in a folder's menu; none without a name. */
export function PairDialog({ name, ...props }: DialogProps & { readonly name: PairDialogName | undefined }) {
  if (name === undefined) return undefined;
  const Dialog = DIALOGS[name];
  return <Dialog {...props} />;
}
