import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

/** The way on from a screen on which everything is settled. */
export function HomeLink() {
  const { t } = useTranslation('common');
  return (
    <Anchor component={Link} href="/" display="block" mt="sm">
      {t('backHome')}
    </Anchor>
  );
}
