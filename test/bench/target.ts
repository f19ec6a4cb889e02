export interface Target {
  readonly least?: number;
  readonly most?: number;
  readonly unit: string;
}

/** Says whether a target of the issue was met; a miss has the bench end with exit code 1. */
export function judge(
  what: string,
  value: number,
  { least = -Infinity, most = Infinity, unit }: Target,
): void {
  const met = value >= least && value <= most;
  const bound = least === -Infinity ? `at most ${most}` : `at least ${least}`;
  console.log(`${met ? 'MET   ' : 'MISSED'} ${what}: ${Number(value.toFixed(1))} ${unit} (target: ${bound})`);
  if (!met) process.exitCode = 1;
}
