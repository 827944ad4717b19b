import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixedEffectsOf } from './conformance/regressions.ts';
import { fitsOf } from './conformance/fits.ts';
import { ratesOf } from './conformance/rates.ts';
import { readTable } from './conformance/table.ts';
import { voteCases } from './conformance/votes.ts';
import { enterpriseConformance } from './conformance.ts';

const FOLDER = join(resolve(import.meta.dirname, '../../..', process.env.CETERIS_GOLDEN ?? '../shared/golden'), 'enterprise');
const skip = !existsSync(FOLDER) && process.env.CETERIS_GOLDEN_REQUIRED !== '1';

/** Every number of `wanted` is near the one at its place; strings are labels. */
function near(got: unknown, wanted: unknown, tolerance: number, place = ''): void {
  if (typeof wanted === 'number') {
    expect(Math.abs((got as number) - wanted), place).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));
  } else if (typeof wanted === 'object' && wanted !== null) {
    for (const [key, value] of Object.entries(wanted)) near((got as Record<string, unknown>)?.[key], value, tolerance, `${place}/${key}`);
  }
}

describe.skipIf(skip)('enterprise conformance', () => {
  // biome-ignore lint/suspicious/noExplicitAny: layout of a foreign file
  const golden = (): any => JSON.parse(readFileSync(join(FOLDER, 'golden.json'), 'utf8'));

  it('rates', () => {
    near(ratesOf(readTable(FOLDER, 'panel_tanzania.csv')), golden().rates.tanzania, 1e-9);
    near(ratesOf(readTable(FOLDER, 'panel_ethiopia.csv')), golden().rates.ethiopia, 1e-9);
  });

  it('the ridge credit model stops where that of scikit-learn stopped', () => {
    for (const country of ['tanzania', 'ethiopia'])
      near(fitsOf(readTable(FOLDER, `panel_${country}.csv`))['credit_model'], golden().fits[country].credit_model, 1e-9);
  });

  it('fixed effects of an unbalanced panel under every convention', () => {
    near(fixedEffectsOf(readTable(FOLDER, 'panel_fe_unbalanced.csv')), golden().fixed_effects.tanzania_unbalanced, 1e-7);
  });
});

describe('conformance files', () => {
  it('a missing file and a broken row are named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ceteris-conformance-'));
    expect(() => [...enterpriseConformance(folder)]).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
    expect(() => [...enterpriseConformance(join(folder, 'none'))]).toThrow(expect.objectContaining({ code: 'NOT_A_FOLDER' }));
    writeFileSync(join(folder, 'a.csv'), 'x,y\n1,2\n3\n');
    expect(() => readTable(folder, 'a.csv')).toThrow(expect.objectContaining({ code: 'TABLE_BAD' }));
    writeFileSync(join(folder, 'b.csv'), 'x,y\n1,two\n');
    expect(() => readTable(folder, 'b.csv').numbers('y')).toThrow(expect.objectContaining({ code: 'CELL_BAD' }));
    expect(() => readTable(folder, 'b.csv').numbers('z')).toThrow(expect.objectContaining({ code: 'COLUMN_MISSING' }));
  });

  it('ballots: any tie leaves things as they are', () => {
    expect(voteCases(['EXEXN', 'EEX', '']).cases).toEqual([
      { samples: 'EXEXN', action: 'N', tie: true, confidence: 0.2 },
      { samples: 'EEX', action: 'E', tie: false, confidence: 2 / 3 },
      { samples: '', action: 'N', tie: true, confidence: 0 },
    ]);
  });
});
