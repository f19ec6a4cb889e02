import { Input, Textarea } from '@mantine/core';
import { useId, useState } from 'react';
import classes from './ignore.module.css';

export interface PatternFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** From 1. */
  readonly badLines: readonly number[];
  /** The id of what tells about the bad lines. */
  readonly describedBy: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Lines shown without scrolling. */
const ROWS = 12;

/** A field for patterns, one a line, with the lines numbered; lines that mean nothing carry a mark. */
export function PatternField(props: PatternFieldProps) {
  const { label, hint, value, badLines, describedBy, onChange } = props;
  const id = useId();
  const hintId = useId();
  const [scrolled, setScrolled] = useState(0);
  const bad = new Set(badLines);
  const lines = Array.from({ length: value.split('\n').length }, (_, index) => index + 1);
  return (
    <Input.Wrapper
      label={label}
      labelProps={{ htmlFor: id }}
      description={hint}
      descriptionProps={{ id: hintId }}
    >
      <div className={classes['field']}>
        <div className={classes['gutter']} aria-hidden>
          <div style={{ transform: `translateY(${-scrolled}px)` }}>
            {lines.map((line) => (
              <div key={line} data-bad={bad.has(line) || undefined}>
                {bad.has(line) ? `! ${line}` : line}
              </div>
            ))}
          </div>
        </div>
        <Textarea
          id={id}
          className={classes['area']}
          classNames={{ input: classes['input'] ?? '' }}
          rows={ROWS}
          value={value}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          error={bad.size > 0}
          withErrorStyles={false}
          aria-describedby={[hintId, describedBy].filter(Boolean).join(' ')}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => setScrolled((event.target as HTMLElement).scrollTop)}
        />
      </div>
    </Input.Wrapper>
  );
}
