import { Group, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ClipboardPaste, FlaskConical, FolderSync } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PROVIDERS } from '../../../sync-engine/contract/providers.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { Loading } from '../../shared/loading.tsx';
import { useAccounts } from '../../shared/use-accounts.ts';
import classes from './setup.module.css';
import { StepFrame } from './step-frame.tsx';
import type { EarlyStepProps } from './step-props.ts';
import { isTryOutWanted, tryOutBegun } from './try-out.ts';
import { useOpenAccount } from './use-open-account.ts';

const TILES = PROVIDERS.filter(({ id }) => id !== 'embedded');

/** Who stores the bucket. One click goes on; none for whoever asked on another screen to try it without an account. */
export function ProviderStep({ draft, dispatch }: EarlyStepProps) {
  const { t } = useTranslation('setup');
  const api = useApi();
  const open = useOpenAccount(dispatch);
  const trial = useMutation(
    api.setup.tryWithoutAccount.mutationOptions({
      onSuccess: ({ account, bucket, recycle }) => dispatch({ type: 'trial', account, bucket, recycle }),
    }),
  );
  const { mutate: begin } = trial;
  useEffect(() => {
    if (!isTryOutWanted()) return;
    tryOutBegun();
    begin({});
  }, [begin]);
  const lenders = useLenders();
  const busy = trial.isPending || open.isPending;
  const failure = trial.error ?? open.error;
  return (
    <StepFrame title={t('provider.title')} lead={t('provider.lead')} failure={failure}>
      <div className={classes['shortcuts']} role="group" aria-label={t('provider.shortcuts')}>
        {lenders === undefined && <Loading />}
        {lenders?.map(({ id, name }, at) => (
          <Tile
            key={id}
            lead={at === 0}
            icon={<FolderSync size={20} aria-hidden className={classes['icon']} />}
            name={t('provider.same', { name })}
            what={t('provider.sameWhat')}
            disabled={busy}
            onClick={() => open.mutate({ input: { credentials: { kind: 'pair', pair: id } } })}
          />
        ))}
        {lenders !== undefined && (
          <>
            <Tile
              lead={lenders.length === 0}
              icon={<FlaskConical size={20} aria-hidden className={classes['icon']} />}
              name={t('provider.try')}
              what={t('provider.tryWhat')}
              disabled={busy}
              onClick={() => trial.mutate({})}
            />
            <Tile
              icon={<ClipboardPaste size={20} aria-hidden className={classes['icon']} />}
              name={t('provider.connection')}
              what={t('provider.connectionWhat')}
              disabled={busy}
              onClick={() => dispatch({ type: 'by-connection' })}
            />
          </>
        )}
      </div>
      {trial.isPending && <Loading text={t('provider.starting')} />}
      {open.isPending && <Loading />}
      <Stack gap="xs">
        <Title order={3} size="h5" id="setup-providers">
          {t('provider.tiles')}
        </Title>
        <div className={classes['tiles']} role="group" aria-labelledby="setup-providers">
          {TILES.map(({ id, name }) => (
            <Tile
              key={id}
              name={id === 'other' ? t('provider.other') : name}
              chosen={draft.account.provider === id}
              disabled={busy}
              onClick={() => dispatch({ type: 'provider', provider: id })}
            />
          ))}
        </div>
      </Stack>
    </StepFrame>
  );
}

/** One pair for each account there is, the last one first: its keys can be used again. Undefined for the moment until they are known. */
function useLenders(): readonly { readonly id: string; readonly name: string }[] | undefined {
  const { pairs } = useAppState();
  const { data, isPending } = useAccounts();
  if (isPending && pairs.length > 0) return undefined;
  return (data ?? []).toReversed().flatMap((account) => pairs.filter(({ id }) => id === account.pairs[0]));
}

interface TileProps {
  readonly name: string;
  readonly what?: string;
  readonly icon?: ReactNode;
  readonly lead?: boolean;
  readonly chosen?: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function Tile({ name, what, icon, lead = false, chosen = false, disabled, onClick }: TileProps) {
  return (
    <UnstyledButton
      className={`${classes['tile']} ${lead ? classes['lead'] : ''}`}
      data-chosen={chosen || undefined}
      disabled={disabled}
      onClick={onClick}
    >
      <Group gap="sm" wrap="nowrap" align="flex-start">
        {icon}
        <div>
          <Text fw={600} size="sm">
            {name}
          </Text>
          {what !== undefined && (
            <Text size="sm" c="dimmed">
              {what}
            </Text>
          )}
        </div>
      </Group>
    </UnstyledButton>
  );
}
