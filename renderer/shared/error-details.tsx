import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './error-details.module.css';

/** The technical part of a failure, for whoever wants to know or is asked for it. */
export function ErrorDetails({ children }: { readonly children: string }) {
  const { t } = useTranslation();
  return (
    <Text component="details" size="sm" className="path">
      <summary className={classes['summary']}>{t('details')}</summary>
      {children}
    </Text>
  );
}
