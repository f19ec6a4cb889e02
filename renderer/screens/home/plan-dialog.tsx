import { Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import { PlanFacts } from '../../shared/plan-facts.tsx';
import { PlanRows } from '../../shared/plan-rows.tsx';
import { useEvents } from '../../shared/use-events.ts';
import type { DialogProps } from './dialog-props.ts';

/** What a sync would do now; nothing is done. */
export function PlanDialog({ pair, onClose }: DialogProps) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const client = useClient();
  const { events, error, again } = useEvents((signal) => client.pairs.plan({ pair: pair.id }, { signal }));
  const last = events.at(-1);
  const plan = last?.type === 'plan' ? last.plan : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('plan.title', { name: pair.name })}
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      <Stack>
        {error !== undefined && <ErrorNotice error={error} onRetry={again} />}
        {plan === undefined && error === undefined && <Loading text={t('plan.running')} />}
        {plan?.halted !== undefined && <ErrorNotice error={plan.halted} onRetry={again} />}
        {plan !== undefined && plan.halted === undefined && isNothing(plan) && (
          <Text role="status">{t('plan.nothing')}</Text>
        )}
        {plan !== undefined && !isNothing(plan) && (
          <>
            <PlanFacts plan={plan} />
            <PlanRows rows={plan.rows} count={plan.rowCount} />
          </>
        )}
      </Stack>
    </Modal>
  );
}

function isNothing({ upload, download, recycle, trash, ...counts }: PlanSummary): boolean {
  const files = [upload, download, recycle, trash].reduce((sum, share) => sum + share.files, 0);
  const { renamed, conflicts, blocked, held } = counts;
  return files + renamed + conflicts + blocked + held === 0;
}
