import { Group, Radio, Text, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matching, SHOWN_BUCKETS } from './bucket-names.ts';
import boxed from '../../shared/boxed-list.module.css';
import classes from './setup.module.css';

export interface BucketPickerProps {
  readonly label: string;
  /** Null: the keys may not list them. */
  readonly buckets: readonly string[] | null;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (bucket: string) => void;
}

/** A bucket from the account's list, narrowed by what is typed; or any name, for keys that may not list. */
export function BucketPicker({ label, buckets, value, error, onChange }: BucketPickerProps) {
  const { t } = useTranslation('setup');
  const [typed, setTyped] = useState(buckets?.includes(value) === true ? '' : value);
  const name = typed.trim();
  if (buckets === null || buckets.length === 0) {
    return (
      <TextInput
        label={label}
        description={t('bucket.typeHint')}
        value={value}
        error={error}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => onChange(currentTarget.value.trim())}
      />
    );
  }
  const found = matching(buckets, name);
  const shown = found.slice(0, SHOWN_BUCKETS);
  return (
    <div>
      <TextInput
        label={label}
        description={t('bucket.findHint')}
        leftSection={<Search size={16} aria-hidden />}
        value={typed}
        error={error}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const exact = currentTarget.value.trim();
          if (buckets.includes(exact)) onChange(exact);
        }}
        mb="xs"
      />
      <Radio.Group value={value} onChange={onChange} aria-label={t('bucket.list')}>
        <div className={boxed['list']}>
          {shown.map((bucket) => (
            <Choice key={bucket} value={bucket} label={bucket} />
          ))}
          {name !== '' && !buckets.includes(name) && (
            <Choice value={name} label={t('bucket.useTyped', { name })} />
          )}
          {value !== '' && !shown.includes(value) && value !== name && <Choice value={value} label={value} />}
        </div>
      </Radio.Group>
      <Group mt={4}>
        <Text size="xs" c="dimmed" role="status">
          {shown.length < found.length
            ? t('bucket.more', { shown: shown.length, count: found.length })
            : t('bucket.found', { count: found.length })}
        </Text>
      </Group>
    </div>
  );
}

function Choice({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Radio
      value={value}
      label={label}
      className={classes['choice'] ?? ''}
      styles={{
        body: { alignItems: 'center' },
        labelWrapper: { flex: 1 },
        label: { overflowWrap: 'anywhere' },
      }}
    />
  );
}
