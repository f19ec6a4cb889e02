import classes from './middle-cut.module.css';

/** Letters of a name's end that tell it from its neighbours: a number, a date, an extension. */
const NAME_END = 12;

export interface MiddleCutProps {
  readonly text: string;
  readonly className?: string | undefined;
}

/** A name that is cut in its middle where there is no room for it. */
export function NameCut({ text, className }: MiddleCutProps) {
  return <Cut {...partsOf(text, text.length - NAME_END)} className={className} />;
}

/** A folder that is cut before its last name where there is no room for it. */
export function FolderCut({ text, className }: MiddleCutProps) {
  return <Cut {...partsOf(text, text.lastIndexOf('/', text.length - 2) + 1)} className={className} />;
}

interface Parts {
  readonly start: string;
  readonly end: string;
}

function Cut({ start, end, className = '' }: Parts & Pick<MiddleCutProps, 'className'>) {
  return (
    <span className={`${classes['whole']} ${className}`}>
      {start !== '' && <span className={classes['start']}>{start}</span>}
      <span className={classes['end']}>{end}</span>
    </span>
  );
}

/** Two halves of one letter stay together. */
function partsOf(text: string, at: number): Parts {
  const half = text.codePointAt(at - 1) !== text.charCodeAt(at - 1);
  const cut = Math.max(0, half ? at - 1 : at);
  return { start: text.slice(0, cut), end: text.slice(cut) };
}
