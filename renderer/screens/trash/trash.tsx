import { Box, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'wouter';
import { useAppState } from '../../api/hooks.ts';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { useChosenPair } from '../../shared/use-chosen-pair.ts';
import { TrashOfPair } from './trash-of-pair.tsx';

/** What was deleted or replaced, and the way back: `/trash/:pair?`, of the first pair when none is named. */
export function Trash() {
  const { t } = useTranslation(['trash', 'common']);
  const { pairs } = useAppState();
  const { pair: named } = useParams<{ readonly pair?: string }>();
  const [, navigate] = useLocation();
  const pair = useChosenPair(named);
  if (pair === undefined) {
    return (
      <>
        <ScreenTitle title={t('title')} lead={t('common:noPairs.title')} />
        <Text mb="md">{t('noPairs')}</Text>
        <Button component={Link} href="/setup">
          {t('common:action.add')}
        </Button>
      </>
    );
  }
  const choice =
    pairs.length < 2 ? undefined : (
      // Beside the button at 480 pixels too.
      <Box flex="1 1 9rem" maw="16rem">
        <PairFilter pair={pair.id} onChange={(id) => id !== undefined && navigate(`/trash/${id}`)} />
      </Box>
    );
  return <TrashOfPair key={pair.id} pair={pair} choice={choice} />;
}
