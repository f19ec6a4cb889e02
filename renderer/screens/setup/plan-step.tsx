import { Alert, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useApi, useClient } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { forgetDraft } from './kept-draft.ts';
import { pairDraft } from './pair-draft.ts';
import { PlanFacts, type PlanFactsProps } from '../../shared/plan-facts.tsx';
import { PlanRows } from '../../shared/plan-rows.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-props.ts';
import { useEvents } from '../../shared/use-events.ts';

/** What the first sync would do, before anything is done. */
export function PlanStep({ draft, dispatch, offers, opened }: StepProps) {
  const { t } = useTranslation('setup');
  const client = useClient();
  const api = useApi();
  const [, navigate] = useLocation();
  const input = pairDraft(draft, opened, offers.keychain);
  const look = useEvents((signal) => client.setup.plan(input, { signal }));
  const start = useMutation(
    api.setup.finish.mutationOptions({
      onSuccess() {
        forgetDraft();
        navigate('/');
      },
    }),
  );
  const plan = look.events.findLast((event) => event.type === 'plan')?.plan;
  const halted = plan?.halted;
  return (
    <StepFrame
      title={t('plan.title')}
      lead={t('plan.lead', { folder: draft.place.folder, bucket: draft.areas.bucket })}
      onBack={() => dispatch({ type: 'go', step: 'folder' })}
      onNext={() => start.mutate(input)}
      nextText={t('plan.start')}
      busy={start.isPending}
      failure={start.error}
      blocked={plan === undefined || halted !== undefined}
    >
      <div role="status">
        {!look.ended && (
          <Group gap="xs">
            <Loader size="xs" />
            <Text size="sm">{t('plan.looking')}</Text>
          </Group>
        )}
        {plan !== undefined && halted === undefined && <Sentence plan={plan} />}
      </div>
      {look.error !== undefined && <ErrorNotice error={look.error} onRetry={look.again} />}
      {halted !== undefined && <ErrorNotice error={halted} onRetry={look.again} />}
      {plan !== undefined && (
        <Stack gap="lg">
          <PlanFacts plan={plan} />
          <PlanRows rows={plan.rows} count={plan.rowCount} />
          {plan.conflicts > 0 && (
            <Alert icon={<Info aria-hidden />} color="blue" title={t('plan.conflictTitle')}>
              {t('plan.conflictBody')}
            </Alert>
          )}
        </Stack>
      )}
    </StepFrame>
  );
}

function Sentence({ plan }: { readonly plan: PlanFactsProps['plan'] }) {
  const { t } = useTranslation('setup');
  const copied = plan.upload.files + plan.download.files;
  const removed = plan.recycle.files + plan.trash.files;
  const what = removed === 0 ? 'copied' : copied === 0 ? 'removed' : 'both';
  const count = copied + removed;
  return <Text fw={600}>{count === 0 ? t('plan.nothing') : t(`plan.${what}`, { count })}</Text>;
}
