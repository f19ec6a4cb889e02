import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckRow } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { CheckList, isRefused } from '../../shared/check-list.tsx';
import { PolicyBox } from './policy-box.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-props.ts';
import { useEvents } from '../../shared/use-events.ts';

/** Tries every permission, by itself; all of them there, the next step comes up by itself too. */
export function TestStep({ draft, dispatch, opened }: StepProps) {
  const { t } = useTranslation('setup');
  const client = useClient();
  const { bucket, prefix, recycle, recyclePrefix } = draft.areas;
  const test = useEvents(
    (signal) =>
      client.setup.test(
        { account: opened.ref, bucket, prefix, recycle: { bucket: recycle, prefix: recyclePrefix } },
        { signal },
      ),
    draft.tested,
  );
  const rows = test.events;
  const failed = rows.filter(({ result }) => result === 'failed').length;
  const refused = rows.filter(isRefused);
  const missing = refused.filter(({ result }) => result === 'failed').length;
  // Permissions that something less than syncing needs, and what is wise to read first. Others, of versioning say, can wait.
  const notes = refused.length - missing + rows.filter(isWeighty).length;
  const losing = rows.some(({ note }) => note?.code === 'files-expire');
  const works = test.ended && test.error === undefined && failed === 0 && !losing;
  const news = works && notes === 0 && draft.tested === undefined;
  useEffect(() => {
    if (!news) return;
    dispatch({ type: 'tested', rows });
    dispatch({ type: 'go', step: 'folder' });
  }, [news, rows, dispatch]);
  const again = (): void => {
    dispatch({ type: 'tested', rows: undefined });
    test.again();
  };
  const goOn = (): void => {
    dispatch({ type: 'tested', rows });
    dispatch({ type: 'go', step: 'folder' });
  };
  const broken = test.ended && !works;
  return (
    <StepFrame
      title={t('test.title')}
      lead={t('test.lead')}
      onBack={() => dispatch({ type: 'go', step: 'bucket' })}
      onNext={broken ? again : goOn}
      nextText={broken ? t('test.again') : undefined}
      stays={broken}
      busy={!test.ended}
      failure={test.error}
      aside={
        test.ended && (
          <Button variant="subtle" onClick={broken ? goOn : again}>
            {broken ? t('test.anyway') : t('test.again')}
          </Button>
        )
      }
    >
      <div role="status">
        {!test.ended && (
          <Group gap="xs">
            <Loader size="xs" />
            <Text size="sm">{t('test.running', { count: rows.length })}</Text>
          </Group>
        )}
        {works && notes === 0 && (
          <Alert color="green" icon={<CircleCheck aria-hidden />} title={t('test.passed')} />
        )}
        {works && notes > 0 && (
          <Alert color="yellow" icon={<Info aria-hidden />} title={t('test.noted', { count: notes })}>
            {t(refused.length > 0 ? 'test.notedBody' : 'test.weightyBody')}
          </Alert>
        )}
        {test.ended && losing && (
          <Alert color="red" icon={<TriangleAlert aria-hidden />} title={t('bucket.losesFiles')}>
            {t('test.losesBody')}
          </Alert>
        )}
        {failed > 0 && (
          <Alert
            color="red"
            icon={<TriangleAlert aria-hidden />}
            title={t(missing === failed ? 'test.failed' : 'test.broken', { count: failed })}
          >
            {t(missing > 0 ? 'test.failedBody' : 'test.brokenBody')}
          </Alert>
        )}
      </div>
      <CheckList rows={rows} ended={test.ended} />
      {test.ended && refused.length > 0 && <PolicyBox areas={draft.areas} />}
    </StepFrame>
  );
}

/** What a person should know before anything is synced, though it can be. */
function isWeighty({ note }: CheckRow): boolean {
  return note?.code === 'clock-apart' || note?.code === 'metadata-lost';
}
