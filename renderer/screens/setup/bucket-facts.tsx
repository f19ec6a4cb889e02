import { Alert, Group, Loader, Text } from '@mantine/core';
import { Archive, Check, Clock, FolderOpen, MapPin, Plus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BucketInfo } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import type { BucketLook } from './use-bucket.ts';

export interface BucketFactsProps {
  readonly look: BucketLook;
  /** Where a bucket that is not there will be made; undefined where regions mean nothing. */
  readonly region: string | undefined;
  /** It is the recycle bucket, whose entries may expire; in the other one nothing should. */
  readonly recycle?: boolean;
}

/** What was found out about a bucket, in a line or two. */
export function BucketFacts({ look, region, recycle = false }: BucketFactsProps) {
  const { t } = useTranslation('setup');
  const { info, error, busy, again } = look;
  if (error !== undefined) return <ErrorNotice error={error} onRetry={again} />;
  return (
    <div role="status">
      {busy && (
        <Group gap="xs">
          <Loader size="xs" />
          <Text size="sm" c="dimmed">
            {t('bucket.looking')}
          </Text>
        </Group>
      )}
      {info !== undefined &&
        (info.exists ? <Found info={info} recycle={recycle} /> : <ToMake region={region} />)}
      {info !== undefined && info.expiry !== null && !recycle && (
        <Alert color="red" icon={<TriangleAlert aria-hidden />} mt="xs" title={t('bucket.losesFiles')}>
          {t('bucket.losesFilesBody', { count: info.expiry.days, rule: info.expiry.rule })}
        </Alert>
      )}
    </div>
  );
}

function ToMake({ region }: { readonly region: string | undefined }) {
  const { t } = useTranslation('setup');
  return (
    <Fact icon={<Plus size={16} />}>
      {region === undefined ? t('bucket.toMake') : t('bucket.toMakeIn', { region })}
    </Fact>
  );
}

function Found({ info, recycle }: { readonly info: BucketInfo; readonly recycle: boolean }) {
  const { t } = useTranslation('setup');
  return (
    <Group gap="md">
      <Fact icon={<Check size={16} />}>{t('bucket.exists')}</Fact>
      {info.region !== undefined && <Fact icon={<MapPin size={16} />}>{info.region}</Fact>}
      <Fact icon={<FolderOpen size={16} />}>{info.empty ? t('bucket.empty') : t('bucket.filled')}</Fact>
      <Fact icon={<Archive size={16} />}>{t(`bucket.versioning.${info.versioning}`)}</Fact>
      <Fact icon={<Clock size={16} />}>{lifecycle()}</Fact>
    </Group>
  );

  function lifecycle(): string {
    if (info.lifecycle !== 'supported') return t(`bucket.lifecycle.${info.lifecycle}`);
    if (recycle && info.expiry !== null) return t('bucket.expires', { count: info.expiry.days });
    return t('bucket.rules', { count: info.otherRules + (info.expiry?.ours === true ? 1 : 0) });
  }
}

function Fact({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" c="dimmed">
      <span aria-hidden style={{ display: 'inline-flex' }}>
        {icon}
      </span>
      <Text size="sm">{children}</Text>
    </Group>
  );
}
