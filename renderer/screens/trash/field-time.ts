import { fromLocalTime, toLocalTime } from './local-time.ts';

/** What a field for a time holds. */
export interface FieldTime {
  /** As the field has it: whole seconds, and the two hours of a clock that is put back look alike. */
  readonly text: string;
  /** The instant that was filled in, milliseconds since the epoch; undefined where none was. */
  readonly filledMs: number | undefined;
}

/** A field in which an instant was filled in; empty when undefined. */
export function filledWith(ms: number | undefined): FieldTime {
  return { text: toLocalTime(ms), filledMs: ms };
}

/** The field after something was typed. */
export function typedOver(field: FieldTime, text: string): FieldTime {
  return { ...field, text };
}

/** What a field means, milliseconds since the epoch: just what was filled in while it says so still; undefined for no time. */
export function meantBy({ text, filledMs }: FieldTime): number | undefined {
  const typed = fromLocalTime(text);
  return typed === fromLocalTime(toLocalTime(filledMs)) ? filledMs : typed;
}
