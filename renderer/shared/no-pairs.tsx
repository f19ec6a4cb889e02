import { Button } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { NothingHere } from './nothing-here.tsx';

/** There is no folder yet, and the way to one. */
export function NoPairs({ icon }: { readonly icon: LucideIcon }) {
  const { t } = useTranslation();
  return (
    <NothingHere icon={icon} title={t('noPairs.title')}>
      <Button component={Link} href="/setup">
        {t('action.add')}
      </Button>
    </NothingHere>
  );
}
