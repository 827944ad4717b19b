/** Cells of report tables: what there is not stays blank. */
import { formatP, formatPercent } from '../../../../report/index.ts';

const cell =
  (format: (value: number, digits?: number) => string) =>
  (value: unknown, digits?: number): string =>
    value === null || value === undefined ? '' : format(Number(value), digits);

export const share = cell(formatPercent);
export const number = cell((value, digits = 3) => value.toFixed(digits));
export const p = cell((value) => formatP(value));
