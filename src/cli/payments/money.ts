/** Numbers of a simulation for people; `--json` keeps them whole. */

export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** `part / whole` as a percentage, or a dash when there is nothing to divide by. */
export const shareText = (part: number, whole: number): string => (whole === 0 ? '-' : percent(part / whole));

export const ticksText = (ticks: number | null): string => (ticks === null ? '-' : ticks.toFixed(2));
