import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState, RestorePreview, TrashSelection } from '../../../sync-engine/contract/api/index.ts';
import { removesMuch } from '../../../sync-engine/contract/removes-much.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { errorInfo, useErrorText } from '../../shared/error-text.ts';
import { useRegion } from '../../shared/format.ts';
import { Loading } from '../../shared/loading.tsx';
import { PlaceChoice } from './place-choice.tsx';
import { comingOf, filesOf } from './plan-sums.ts';
import { PreviewCounts } from './preview-counts.tsx';
import { PreviewList } from './preview-list.tsx';
import { RemovalNotice } from './removal-notice.tsx';
import { instantText } from './span-text.ts';

export interface RestorePlanProps {
  readonly pair: PairState;
  readonly selection: TrashSelection;
  /** How many entries of the trash are selected; undefined where they were not chosen one by one. */
  readonly entries: number | undefined;
  readonly onRestore: (plan: RestorePreview) => void;
  /** Another dialogue is open over this one, or not any more. */
  readonly onBrowse: (opened: boolean) => void;
  readonly onCancel: () => void;
  /** Back to the choice of the time; undefined where there was none. */
  readonly onBack: (() => void) | undefined;
}

/** What is said at the field of the folder. */
const FOLDER_FAULTS: ReadonlySet<string> = new Set([
  'folder-path',
  'folder-is-file',
  'folder-of-pair',
  'local-denied',
  'local-name',
]);

/** What a restore would do, and where to; nothing is changed before its button is pressed. */
export function RestorePlan(props: RestorePlanProps) {
  const { pair, selection, entries, onRestore, onBrowse, onCancel, onBack } = props;
  const { t } = useTranslation(['trash', 'common']);
  const region = useRegion();
  const api = useApi();
  const textOf = useButtonText();
  const errorOf = useErrorText();
  /** Undefined: the original place; null: another one that is not known yet. */
  const [to, setTo] = useState<string | null>();
  const input = { pair: pair.id, selection, ...(typeof to === 'string' ? { to } : {}) };
  const look = useQuery({
    ...api.trash.preview.queryOptions({ input }),
    enabled: to !== null,
    // It can be carried out once, and shows things as they are now.
    staleTime: Infinity,
    gcTime: 0,
  });
  const plan = to === null ? undefined : look.data;
  const ofFolder = typeof to === 'string' && FOLDER_FAULTS.has(errorInfo(look.error)?.code ?? '');
  const much = plan !== undefined && removesMuch(plan.remove, filesOf(plan));
  /** The preview whose removals the person agreed to. */
  const [agreedTo, setAgreedTo] = useState<string>();
  const agreed = plan !== undefined && agreedTo === plan.preview;
  const acts = plan === undefined ? 0 : comingOf(plan) + plan.remove;
  return (
    <Stack gap="md">
      {selection.kind === 'as-of' && (
        <Text size="sm" fw={600}>
          {t('restore.asOf', {
            time: instantText(region, selection.asOfMs, 0),
            area: selection.paths.length === 0 ? pair.name : selection.paths.join(', '),
          })}
        </Text>
      )}
      <PlaceChoice
        pair={pair}
        error={ofFolder ? errorOf(look.error).message : undefined}
        onChoose={setTo}
        onBrowse={onBrowse}
      />
      {to !== null && look.error !== null && !ofFolder && (
        <ErrorNotice error={look.error} onRetry={() => void look.refetch()} />
      )}
      {to !== null && look.isFetching && <Loading text={t('restore.looking')} />}
      {plan !== undefined && !look.isFetching && (
        <>
          <PreviewCounts plan={plan} entries={entries} />
          <PreviewList plan={plan} />
          {much && (
            <RemovalNotice
              plan={plan}
              agreed={agreed}
              onAgree={(yes) => setAgreedTo(yes ? plan.preview : undefined)}
            />
          )}
          {to === undefined && comingOf(plan) > 0 && (
            <Text size="sm" c="dimmed">
              {plan.overwrite > 0 && `${t('restore.replacedKept')} `}
              {t(`restore.next.${pair.mode}`)}
            </Text>
          )}
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('common:action.cancel')}
        </Button>
        {onBack !== undefined && (
          <Button variant="default" onClick={onBack}>
            {t('restore.otherTime')}
          </Button>
        )}
        <Button
          {...(much ? { color: 'red' } : {})}
          disabled={plan === undefined || acts === 0 || look.isFetching || (much && !agreed)}
          onClick={() => plan !== undefined && onRestore(plan)}
        >
          {plan === undefined ? t('restore.title') : textOf(plan)}
        </Button>
      </Group>
    </Stack>
  );
}

/** The button says what it does. */
function useButtonText(): (plan: RestorePreview) => string {
  const { t } = useTranslation('trash');
  return (plan) => {
    const [coming, { remove }] = [comingOf(plan), plan];
    if (coming === 0) return remove === 0 ? t('restore.nothing') : t('restore.remove', { count: remove });
    return remove === 0 ? t('restore.run', { count: coming }) : t('restore.both', { count: coming, remove });
  };
}
