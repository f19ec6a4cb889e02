import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';

/** When space that goes to the local trash really is free. */
export function LocalTrashHint({ pair }: { readonly pair: Pick<PairState, 'id'> }) {
  const { t } = useTranslation('files');
  const api = useApi();
  const trash = useQuery(api.tracking.localTrash.queryOptions({ input: { pair: pair.id } }));
  if (trash.data === undefined) return undefined;
  return <Text size="sm">{t('pending.space', { count: trash.data.days })}</Text>;
}
