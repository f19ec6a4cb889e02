import { Alert, Anchor, Collapse, Divider, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Info } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../api/hooks.ts';
import { areaFaults, asPrefix, type AreaFault } from './bucket-names.ts';
import { BucketFacts } from './bucket-facts.tsx';
import { BucketPicker } from './bucket-picker.tsx';
import type { StepProps } from './step-props.ts';
import { expires, mayExpire, RecycleChoice } from './recycle-choice.tsx';
import { StepFrame } from './step-frame.tsx';
import { useBucket } from './use-bucket.ts';
import { usePrepareBuckets } from './use-prepare-buckets.ts';
import { usedAreas, usedBy, type UsedArea } from './used-areas.ts';

/** Where files live, and where deleted ones go. */
export function BucketStep({ draft, dispatch, opened }: StepProps) {
  const { t } = useTranslation('setup');
  // As they are stored, also while one is being typed: a slash that is to come is no fault.
  const prefixes = {
    prefix: asPrefix(draft.areas.prefix),
    recyclePrefix: asPrefix(draft.areas.recyclePrefix),
  };
  const areas = { ...draft.areas, ...prefixes };
  const listed = opened.buckets ?? [];
  const bucket = useBucket(opened.ref, areas, listed);
  const recycle = useBucket(opened.ref, { bucket: areas.recycle, prefix: areas.recyclePrefix }, listed);
  const prepare = usePrepareBuckets(opened.ref);
  const [tried, setTried] = useState(false);
  const [advanced, { toggle, open: openAdvanced }] = useDisclosure(
    areas.prefix !== '' || areas.recyclePrefix !== '',
  );
  const { pairs } = useAppState();
  const used = usedAreas(pairs, opened.server);
  const faults = areaFaults(areas, listed, used);
  const bucketUser = faults.bucket === 'used' ? usedBy(areas, used) : undefined;
  const recycleArea = { bucket: areas.recycle, prefix: areas.recyclePrefix };
  const recycleUser = faults.recycle === 'used' ? usedBy(recycleArea, used) : undefined;
  const sharesPart = [bucketUser, recycleUser].some((user) => user !== undefined && user.prefix !== '');
  useEffect(() => {
    if (sharesPart) openAdvanced();
  }, [sharesPart, openAdvanced]);
  const text = (fault: AreaFault | undefined, user?: UsedArea): string | undefined => {
    if (fault === undefined || (fault === 'missing' && !tried)) return undefined;
    if (fault !== 'used') return t(`areaFault.${fault}`);
    const { pair = '', prefix = '' } = user ?? {};
    return t(prefix === '' ? 'areaFault.used' : 'areaFault.usedPart', { pair, prefix });
  };
  const work = {
    createBucket: bucket.info?.exists === false,
    createRecycle: recycle.info?.exists === false && areas.recycle !== areas.bucket,
    addRule: mayExpire(recycle.info) && expires(areas, recycle.info),
    region:
      opened.regions.length === 0 ? undefined : (bucket.info?.region ?? (areas.region || opened.region)),
  };
  const creates = work.createBucket || work.createRecycle;
  const next = (): void => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    dispatch({ type: 'areas', change: prefixes });
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
          error={text(faults.bucket, bucketUser)}
          onChange={(name) => dispatch({ type: 'bucket', bucket: name })}
        />
        <BucketFacts look={bucket} region={work.region} />
        {work.createBucket && opened.regions.length > 0 && (
          <Select
            label={t('bucket.region')}
            data={regionsWith(opened.regions, work.region)}
            value={work.region ?? null}
            allowDeselect={false}
            searchable
            maw="20rem"
            onChange={(region) => dispatch({ type: 'areas', change: { region: region ?? '' } })}
          />
        )}
      </Stack>
      {areas.bucket !== '' && (
        <>
          <Divider />
          <RecycleChoice
            draft={draft}
            dispatch={dispatch}
            look={recycle}
            region={work.region}
            error={text(faults.recycle, recycleUser)}
          />
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
              value={draft.areas.prefix}
              error={text(faults.prefix)}
              onChange={({ currentTarget }) =>
                dispatch({ type: 'areas', change: { prefix: currentTarget.value } })
              }
              onBlur={() => dispatch({ type: 'areas', change: { prefix: areas.prefix } })}
            />
            <TextInput
              label={t('bucket.recyclePrefix')}
              description={t('bucket.recyclePrefixHint')}
              placeholder="photos/"
              value={draft.areas.recyclePrefix}
              error={text(faults.recyclePrefix)}
              onChange={({ currentTarget }) =>
                dispatch({ type: 'areas', change: { recyclePrefix: currentTarget.value } })
              }
              onBlur={() => dispatch({ type: 'areas', change: { recyclePrefix: areas.recyclePrefix } })}
            />
          </SimpleGrid>
        </Collapse>
      </div>
    </StepFrame>
  );
}

/** The account's own region may be one that is not offered. */
function regionsWith(regions: readonly string[], own: string | undefined): string[] {
  return own === undefined || regions.includes(own) ? [...regions] : [own, ...regions];
}
