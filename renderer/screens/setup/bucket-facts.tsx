import { Group, Loader, Text } from '@mantine/core';
import { Archive, Check, Clock, FolderOpen, MapPin, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BucketInfo } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import type { BucketLook } from './use-bucket.ts';

export interface BucketFactsProps {
  readonly look: BucketLook;
  /** Shown of the recycle bucket too: when its entries expire. */
  readonly recycle?: boolean;
}

/** What was found out about a bucket, in a line or two. */
export function BucketFacts({ look, recycle = false }: BucketFactsProps) {
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
      {info !== undefined && (info.exists ? <Found info={info} recycle={recycle} /> : <ToMake />)}
    </div>
  );
}

function ToMake() {
  const { t } = useTranslation('setup');
  return <Fact icon={<Plus size={16} />}>{t('bucket.toMake')}</Fact>;
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
    if (recycle && info.retentionDays !== null) return t('bucket.expires', { count: info.retentionDays });
    const rules = info.otherRules + (info.retentionDays === null ? 0 : 1);
    return t('bucket.rules', { count: rules });
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
