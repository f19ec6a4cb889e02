import { Button, Group, Input } from '@mantine/core';
import { FolderSearch } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../api/hooks.ts';
import { FolderBrowser } from './folder-browser.tsx';

export interface FolderFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly error?: string | false | undefined;
  /** Something else says what is wrong with it. */
  readonly invalid?: boolean;
  /** Where browsing begins while nothing is typed; left out, where the computer begins: the user's folder, or the drives of Windows. */
  readonly from?: string;
  /** The pair whose folder is looked for, after it was moved. */
  readonly pair?: string;
  /** Has the focus when the dialogue opens. */
  readonly first?: boolean;
  readonly onChange: (path: string) => void;
  /** The dialogue that walks through folders was opened or closed. */
  readonly onBrowse?: (opened: boolean) => void;
}

/** A folder of this computer: typed, or chosen in the system's dialogue, or in ours where there is none. */
export function FolderField(props: FolderFieldProps) {
  const {
    label,
    description,
    value,
    error,
    invalid = false,
    from = '',
    pair,
    first,
    onChange,
    onBrowse,
  } = props;
  const { t } = useTranslation();
  const { host } = useAppState();
  const [browsing, setBrowsing] = useState(false);
  const id = useId();
  const show = (opened: boolean): void => {
    setBrowsing(opened);
    onBrowse?.(opened);
  };
  const bridge = window.windlass;
  const browse = async (): Promise<void> => {
    if (bridge === undefined) return show(true);
    const picked = await bridge.pickFolder();
    if (picked !== undefined) onChange(picked);
  };
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <Group gap="xs" mt={4}>
        <Input
          id={id}
          value={value}
          error={Boolean(error) || invalid}
          autoComplete="off"
          spellCheck={false}
          flex={1}
          miw={220}
          data-autofocus={first}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<FolderSearch size={16} aria-hidden />}
          onClick={() => void browse()}
        >
          {t('action.browse')}
        </Button>
      </Group>
      <FolderBrowser
        opened={browsing}
        from={value === '' ? from : value}
        separator={host.platform === 'windows' ? '\\' : '/'}
        pair={pair}
        onClose={() => show(false)}
        onChoose={(path) => {
          onChange(path);
          show(false);
        }}
      />
    </Input.Wrapper>
  );
}
