import { Anchor, Box, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState, useSyncExternalStore, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistogramBar } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { useFormat, useRegion } from '../../shared/format.ts';
import { barAt, brushAfter, busiest, coarsened, spanOf, type Brush } from './brush.ts';
import { instantText, spanText } from './span-text.ts';
import classes from './trash.module.css';
import type { OpenView } from './use-view.ts';

const BARS = 120;
/** People think in seconds: a bar is no shorter. */
const LEAST_BAR_MS = 1_000;

export interface DeletionChartProps {
  readonly view: OpenView;
  /** A time was chosen: milliseconds since the epoch, the end exclusive. */
  readonly onPick: (fromMs: number, toMs: number) => void;
}

/** Deletions over time, to spot the bad three minutes; a stretch is chosen by dragging or with the arrow keys. */
export function DeletionChart({ view: { view, rows }, onPick }: DeletionChartProps) {
  const { t } = useTranslation('trash');
  const api = useApi();
  // The rows come first: the engine does one thing of a list at a time.
  const hasRows = useSyncExternalStore(rows.subscribe, rows.version) > 0;
  const { data: bars } = useQuery({
    ...api.trash.histogram.queryOptions({ input: { view, bars: BARS } }),
    enabled: hasRows,
    placeholderData: keepPreviousData,
    // A view never changes.
    staleTime: Infinity,
    gcTime: 0,
  });
  const place = useRef<HTMLDivElement>(null);
  const drawn = bars === undefined ? [] : coarsened(bars, LEAST_BAR_MS);
  const pick: DeletionChartProps['onPick'] = (fromMs, toMs) => {
    // What had the focus may go with what is not shown any more.
    place.current?.focus({ preventScroll: true });
    onPick(fromMs, toMs);
  };
  return (
    <div
      ref={place}
      className={classes['chartPlace']}
      role="group"
      aria-label={t('chart.place')}
      tabIndex={-1}
    >
      {drawn.length < 2 ? <AllAtOnce bars={drawn} /> : <Chart key={view} bars={drawn} onPick={pick} />}
    </div>
  );
}

function Chart({
  bars,
  onPick,
}: Pick<DeletionChartProps, 'onPick'> & { readonly bars: readonly HistogramBar[] }) {
  const { t } = useTranslation('trash');
  const region = useRegion();
  const [brush, setBrush] = useState<Brush>();
  const chosen = spanOf(bars, brush);
  const peak = busiest(bars);
  const say = useBarText();
  const pick = (span: HistogramBar | undefined): void => {
    setBrush(undefined);
    if (span !== undefined && span.count > 0) onPick(span.fromMs, span.toMs);
  };

  const barUnder = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return barAt((clientX - left) / width, bars.length);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') pick(chosen);
    else if (event.key === 'Escape') setBrush(undefined);
    else {
      const next = brushAfter(event.key, { brush, bars: bars.length, extend: event.shiftKey });
      if (next === undefined) return;
      setBrush(next);
    }
    event.preventDefault();
  };

  const [first, last] = [bars[0], bars.at(-1)];
  const at = (ms: number): string => instantText(region, ms, (last?.toMs ?? ms) - (first?.fromMs ?? ms));
  return (
    <Box component="figure" m={0}>
      <div
        role="slider"
        tabIndex={0}
        className={classes['brush']}
        aria-label={t('chart.label')}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={(brush?.active ?? bars.length - 1) + 1}
        aria-valuetext={chosen === undefined ? t('chart.none') : say(chosen)}
        onKeyDown={onKeyDown}
        onBlur={() => setBrush(undefined)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = barUnder(event);
          setBrush({ anchor: at, active: at });
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const active = barUnder(event);
          setBrush((brush) => brush && { ...brush, active });
        }}
        onPointerUp={() => pick(chosen)}
        onPointerCancel={() => setBrush(undefined)}
      >
        <Bars bars={bars} brush={brush} />
      </div>
      <div className={classes['legend']}>
        <Text size="xs" c="dimmed">
          {first !== undefined && at(first.fromMs)}
        </Text>
        <Text size="xs" component="figcaption" ta="center">
          {chosen === undefined ? peak !== undefined && t('chart.peak', { bar: say(peak) }) : say(chosen)}{' '}
          {chosen === undefined && peak !== undefined && (
            <Anchor component="button" size="xs" underline="always" onClick={() => pick(peak)}>
              {t('chart.showPeak')}
            </Anchor>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {last !== undefined && at(last.toMs)}
        </Text>
      </div>
    </Box>
  );
}

const HEIGHT = 60;
/** So that a single deletion is seen beside thousands. */
const LEAST = 2;

function Bars({
  bars,
  brush,
}: {
  readonly bars: readonly HistogramBar[];
  readonly brush: Brush | undefined;
}) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const [from, to] =
    brush === undefined
      ? [0, -1]
      : [Math.min(brush.anchor, brush.active), Math.max(brush.anchor, brush.active)];
  return (
    <svg
      className={classes['chart']}
      viewBox={`0 0 ${bars.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {brush !== undefined && (
        <rect className={classes['span']} x={from} y={0} width={to - from + 1} height={HEIGHT} />
      )}
      {bars.map(({ fromMs, count }, at) => {
        const height = count === 0 ? 0 : Math.max(LEAST, (count / most) * (HEIGHT - 1));
        return (
          <rect
            key={fromMs}
            className={classes['bar']}
            data-chosen={(at >= from && at <= to) || undefined}
            x={at + 0.1}
            y={HEIGHT - height}
            width={0.8}
            height={height}
          />
        );
      })}
      <line
        className={classes['axis']}
        x1={0}
        x2={bars.length}
        y1={HEIGHT}
        y2={HEIGHT}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Instead of a chart, where there is nothing to choose from. */
function AllAtOnce({ bars: [bar] }: { readonly bars: readonly HistogramBar[] }) {
  const { t } = useTranslation('trash');
  const say = useBarText();
  if (bar === undefined) return undefined;
  return (
    <Text size="xs" c="dimmed">
      {t('chart.once', { bar: say(bar) })}
    </Text>
  );
}

function useBarText(): (bar: HistogramBar) => string {
  const { t } = useTranslation('trash');
  const region = useRegion();
  const format = useFormat();
  return ({ fromMs, toMs, count, bytes }) =>
    t('chart.bar', { span: spanText(region, fromMs, toMs - 1), count, size: format.bytes(bytes) });
}
