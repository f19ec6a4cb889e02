import { Alert, Anchor, Collapse, Divider, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Info } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { areaFaults, asPrefix, type AreaFault } from './bucket-names.ts';
import { BucketFacts } from './bucket-facts.tsx';
import { BucketPicker } from './bucket-picker.tsx';
import type { StepProps } from './step-props.ts';
import { RecycleChoice } from './recycle-choice.tsx';
import { StepFrame } from './step-frame.tsx';
import { useBucket } from './use-bucket.ts';
import { usePrepareBuckets } from './use-prepare-buckets.ts';

/** Where files live, and where deleted ones go. */
export function BucketStep({ draft, dispatch, opened }: StepProps) {
  const { t } = useTranslation('setup');
  const { areas } = draft;
  const listed = opened.buckets ?? [];
  const bucket = useBucket(opened.ref, areas.bucket, listed);
  const recycle = useBucket(opened.ref, areas.recycle, listed);
  const prepare = usePrepareBuckets(opened.ref);
  const [tried, setTried] = useState(false);
  const [advanced, { toggle }] = useDisclosure(areas.prefix !== '' || areas.recyclePrefix !== '');
  const faults = areaFaults(areas, listed);
  const text = (fault: AreaFault | undefined): string | undefined =>
    fault === undefined || (fault === 'missing' && !tried) ? undefined : t(`areaFault.${fault}`);
  const work = {
    createBucket: bucket.info?.exists === false,
    createRecycle: recycle.info?.exists === false,
    addRule: areas.addRule && recycle.info?.exists === true && recycle.info.retentionDays === null,
  };
  const creates = work.createBucket || work.createRecycle;
  const next = (): void => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    prepare.mutate({ areas, work }, { onSuccess: () => dispatch({ type: 'go', step: 'test' }) });
  };
  return (
    <StepFrame
      title={t('bucket.title')}
      lead={t('bucket.lead')}
      onBack={() => dispatch({ type: 'go', step: opened.through === 'pair' ? 'provider' : 'keys' })}
      onNext={next}
      nextText={creates ? t('bucket.createNext') : undefined}
      busy={prepare.isPending}
      failure={prepare.error}
      blocked={bucket.busy || recycle.busy}
    >
      {opened.buckets === null && (
        <Alert icon={<Info aria-hidden />} color="blue" title={t('bucket.deniedTitle')}>
          {opened.denied?.message} {t('bucket.denied')}
        </Alert>
      )}
      <Stack gap="xs">
        <BucketPicker
          label={t('bucket.label')}
          buckets={opened.buckets}
          value={areas.bucket}
          error={text(faults.bucket)}
          onChange={(name) => dispatch({ type: 'bucket', bucket: name })}
        />
        <BucketFacts look={bucket} />
      </Stack>
      {areas.bucket !== '' && (
        <>
          <Divider />
          <RecycleChoice draft={draft} dispatch={dispatch} look={recycle} error={text(faults.recycle)} />
        </>
      )}
      <div>
        <Anchor component="button" type="button" size="sm" onClick={toggle} aria-expanded={advanced}>
          {t('bucket.advanced')}
        </Anchor>
        <Collapse expanded={advanced}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
            <TextInput
              label={t('bucket.prefix')}
              description={t('bucket.prefixHint')}
              placeholder="photos/"
              value={areas.prefix}
              error={text(faults.prefix)}
              onChange={({ currentTarget }) =>
                dispatch({ type: 'areas', change: { prefix: currentTarget.value } })
              }
              onBlur={() => dispatch({ type: 'areas', change: { prefix: asPrefix(areas.prefix) } })}
            />
            <TextInput
              label={t('bucket.recyclePrefix')}
              description={t('bucket.recyclePrefixHint')}
              placeholder="photos/"
              value={areas.recyclePrefix}
              error={text(faults.recyclePrefix)}
              onChange={({ currentTarget }) =>
                dispatch({ type: 'areas', change: { recyclePrefix: currentTarget.value } })
              }
              onBlur={() =>
                dispatch({ type: 'areas', change: { recyclePrefix: asPrefix(areas.recyclePrefix) } })
              }
            />
          </SimpleGrid>
        </Collapse>
      </div>
    </StepFrame>
  );
}
