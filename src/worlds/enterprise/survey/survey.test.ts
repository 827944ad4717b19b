/** Panels read, refused and imported. */
import { describe, expect, test } from 'vitest';
import { ln } from '../../../core/index.ts';
import type { Columns } from '../../../lab/index.ts';
import {
  canonicalColumns,
  classify,
  firstPrincipalComponent,
  generateFixture,
  importSurvey,
  LAYOUTS,
  parseFraction,
  readCanonical,
  readStata,
  type SurveyFiles,
} from './index.ts';

const { panel } = generateFixture({ country: 'tanzania', seed: 7, households: 400 });

function asColumns(change: (values: Record<string, (string | number | null)[]>) => void = () => undefined): Columns {
  const values = Object.fromEntries(
    canonicalColumns(panel).map(({ name, values: cells }) => [name, Array.from(cells) as (string | number | null)[]]),
  );
  change(values);
  return { names: Object.keys(values), rowCount: Object.values(values)[0].length, values };
}

const codeOf = (columns: Columns): unknown => {
  try {
    readCanonical(columns);
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

test('the fixture is a function of country, seed and size, and reads back as it was written', () => {
  expect(generateFixture({ country: 'tanzania', seed: 7, households: 400 }).panel).toEqual(panel);
  const back = readCanonical(asColumns());
  expect(back.assetIndex).toEqual(panel.assetIndex);
  expect(back.dataSource).toBe('fixture');
});

describe('mis-specified files are refused, with the reason', () => {
  test.each([
    [
      'asset column misnamed',
      (v: Record<string, unknown[]>) => {
        v['assets_index'] = v['asset_index'];
        delete v['asset_index'];
        delete v['asset_value'];
      },
      'MISSING_COLUMN',
    ],
    [
      'a misspelt optional column',
      (v: Record<string, unknown[]>) => {
        v['credit_acces'] = v['credit_access'];
        delete v['credit_access'];
      },
      'UNKNOWN_COLUMN',
    ],
    [
      'duplicate household-waves',
      (v: Record<string, unknown[]>) => {
        v['wave'][1] = v['wave'][0];
      },
      'DUPLICATE_HOUSEHOLD_WAVE',
    ],
    [
      'two sources in one table',
      (v: Record<string, unknown[]>) => {
        v['data_source'][0] = 'survey';
      },
      'MIXED_SOURCES',
    ],
    [
      'the next wave among the features',
      (v: Record<string, unknown[]>) => {
        v['credit_access'] = v['enterprise_indicator'].map((_, i, all) =>
          v['household_id'][i + 1] === v['household_id'][i] ? all[i + 1] : 0,
        );
      },
      'FUTURE_IN_FEATURES',
    ],
  ] as const)('%s', (_, change, code) => {
    expect(codeOf(asColumns(change as (values: Record<string, (string | number | null)[]>) => void))).toBe(code);
  });

  test('rows that fail a check are dropped, counted and named; a file that says no source is a stand-in', () => {
    const read = readCanonical(
      asColumns((v) => {
        v['enterprise_indicator']![0] = 3;
        v['price_exposure']![1] = 'many';
        delete v['data_source'];
      }),
    );
    expect(read.report.dropped.map(({ rows }) => rows)).toEqual([1, 1]);
    expect(read.report.rowsRead).toBe(panel.rows);
    expect(read.dataSource).toBe('stand-in');
    expect(read.report.warnings[0]).toContain('stand-in');
  });
});

test('thresholds are fractions: 2 of 3 waves is not above 2/3, and 1 of 3 is not above 1/3', () => {
  expect(classify(2, 3, parseFraction('2/3'))).toBe('coper');
  expect(classify(1, 3, parseFraction('1/3'))).toBe('coper');
  expect(classify(1, 3, parseFraction('0.33'))).toBe('stayer');
  expect([classify(2, 4), classify(3, 4), classify(0, 4)]).toEqual(['coper', 'stayer', 'none']);
});

test('the first principal component of two equal items and one other weighs the pair alike', () => {
  const { loadings, scores } = firstPrincipalComponent({ a: [0, 0, 1, 1, 1, 0], b: [0, 0, 1, 1, 1, 0], c: [0, 1, 0, 1, 1, 0] });
  expect(loadings['a']).toBeCloseTo(loadings['b'], 12);
  expect(loadings['a']).toBeGreaterThan(loadings['c']);
  expect(scores.reduce((x, y) => x + y, 0)).toBeCloseTo(0, 12);
});

/** Two waves of three households in the layout of the Tanzanian survey; the second splits in wave 2. */
function survey(): SurveyFiles {
  const tables: Record<string, Record<string, (string | number | null)[]>> = {
    'wave1/HH_SEC_A.csv': {
      y1_hhid: ['A', 'B', 'C'],
      y1_weight: ['1.5', '2', '1'],
      clusterid: ['1', '1', '2'],
      strataid: ['1', '1', '1'],
      hh_a01_1: ['5', '5', '6'],
      y1_rural: ['1', '1', '0'],
    },
    'wave1/HH_SEC_N.csv': { y1_hhid: ['A', 'A'], entrepid: ['1', '2'] },
    'wave1/HH_SEC_P.csv': { y1_hhid: ['B', 'C'], hh_p03: ['1', '6'] },
    'wave1/HH_SEC_M.csv': { y1_hhid: ['A', 'B', 'C', 'C'], itemcode: ['radio', 'radio', 'radio', 'tv'], hh_m01: ['1', '0', '1', '2'] },
    'wave1/AG_SEC_4A.csv': {
      y1_hhid: ['A', 'A', 'B'],
      plotnum: ['M1', 'M1', 'M1'],
      zaocode: ['11', '12', '11'],
      ag4a_02: ['3', '1', null],
    },
    'wave1/AG_SEC_2A.csv': { y1_hhid: ['A', 'B'], plotnum: ['M1', 'M1'], ag2a_04: ['4', '2'] },
    'wave2/hh_sec_a.csv': {
      y2_hhid: ['A1', 'B1', 'B2', 'C1'],
      y1_hhid: ['A', 'B', 'B', 'C'],
      y2_weight: ['1', '1', '1', '1'],
      clusterid: ['1', '1', '1', '2'],
      strataid: ['1', '1', '1', '1'],
      hh_a01_1: ['5', '5', '5', '6'],
      y2_rural: ['1', '1', '1', '0'],
    },
    'wave2/hh_sec_n.csv': { y2_hhid: ['B2', 'C1'], entrepid: ['1', '1'] },
    'wave2/hh_sec_p.csv': { y2_hhid: ['A1'], hh_p03: ['2'] },
    'wave2/hh_sec_m.csv': { y2_hhid: ['A1', 'B1', 'C1'], itemcode: ['radio', 'tv', 'tv'], hh_m01: ['1', '1', '1'] },
    'crop_prices.csv': {
      crop_code: ['11', '11', '12', '12'],
      year: ['2008', '2010', '2008', '2010'],
      price_per_kg: ['100', '80', '200', '300'],
    },
  };
  return {
    names: Object.keys(tables),
    read: async (name) => ({ names: Object.keys(tables[name]), rowCount: Object.values(tables[name])[0].length, values: tables[name] }),
  };
}

describe('section files of a survey', () => {
  const layout = LAYOUTS['tanzania-nps'];
  if (layout.kind !== 'survey') throw new Error('not a survey layout');

  test('enterprise, credit, weights, assets and base-share exposure come from their sections', async () => {
    const read = await importSurvey(layout, survey(), { waves: [1, 2] });
    const at = (id: string, wave: number): number => read.householdId.findIndex((one, i) => one === id && read.wave[i] === wave);
    expect([read.rows, read.dataSource]).toEqual([6, 'survey']);
    expect([read.enterprise[at('A', 1)], read.enterprise[at('A', 2)], read.enterprise[at('C', 2)]]).toEqual([1, 0, 1]);
    expect([read.credit[at('B', 1)], read.credit[at('C', 1)]]).toEqual([1, 0]);
    expect(read.weight[at('A', 1)]).toBe(1.5);
    expect(read.urban[at('C', 1)]).toBe(1);
    expect(read.priceExposure[at('A', 2)]).toBeCloseTo(0.75 * ln(80 / 100) + 0.25 * ln(300 / 200), 12);
    expect(read.priceExposure[at('A', 1)]).toBeNaN();
    expect(read.priceExposure[at('C', 2)]).toBeNaN();
    expect(read.report.splitOffs).toEqual({ rule: 'keep-first', households: 1, rowsDropped: 1 });
  });

  test('split-offs can be kept under an id of their own, or dropped with their origin', async () => {
    expect((await importSurvey(layout, survey(), { waves: [1, 2], splitOffs: 'keep-all' })).householdId).toContain('B+B2');
    expect((await importSurvey(layout, survey(), { waves: [1, 2], splitOffs: 'drop' })).householdId).not.toContain('B');
  });

  test('a missing file and a missing column say what is there instead', async () => {
    await expect(importSurvey(layout, survey(), { waves: [3] })).rejects.toMatchObject({ code: 'MISSING_FILE' });
  });
});

/** A minimal Stata 118 file, little-endian: a string of 3 bytes and a double, in two rows. */
function stata(second: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  const offsets: Record<string, number> = {};
  const put = (bytes: Uint8Array | string): void => {
    const value = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    parts.push(value);
    at += value.length;
  };
  const number = (size: 1 | 2 | 4 | 8, value: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(size));
    if (size === 8) view.setBigUint64(0, BigInt(value), true);
    else if (size === 4) view.setUint32(0, value, true);
    else if (size === 2) view.setUint16(0, value, true);
    else view.setUint8(0, value);
    return new Uint8Array(view.buffer);
  };
  const double = (value: number): Uint8Array => new Uint8Array(new Float64Array([value]).buffer);
  const padded = (text: string, size: number): Uint8Array => {
    const bytes = new Uint8Array(size);
    bytes.set(new TextEncoder().encode(text));
    return bytes;
  };
  put('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>');
  put(number(2, 2));
  put('</K><N>');
  put(number(8, 2));
  put('</N><label>');
  put(number(2, 0));
  put('</label><timestamp>');
  put(number(1, 0));
  put('</timestamp></header>');
  const map = at;
  put('<map>');
  put(new Uint8Array(14 * 8));
  put('</map>');
  offsets['types'] = at;
  put('<variable_types>');
  put(number(2, 3));
  put(number(2, 65526));
  put('</variable_types>');
  offsets['names'] = at;
  put('<varnames>');
  put(padded('hh', 129));
  put(padded('value', 129));
  put('</varnames>');
  offsets['data'] = at;
  put('<data>');
  put(padded('A1', 3));
  put(double(2.5));
  put(padded('B2', 3));
  put(double(second));
  put('</data></stata_dta>');
  const bytes = new Uint8Array(at);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  const view = new DataView(bytes.buffer);
  for (const [slot, name] of [
    [2, 'types'],
    [3, 'names'],
    [9, 'data'],
  ] as const)
    view.setBigUint64(map + 5 + slot * 8, BigInt(offsets[name]), true);
  return bytes;
}

test('a Stata file gives its columns, missing values as null; a torn one is refused', () => {
  // `.` is 2^1023 and `.z` lies a little above it; the number before them is the largest there is.
  for (const missing of [2 ** 1023, 2 ** 1023 * (1 + 26 * 2 ** -12)])
    expect(readStata(stata(missing)).values).toEqual({ hh: ['A1', 'B2'], value: [2.5, null] });
  const largest = (2 ** 53 - 1) * 2 ** 970;
  expect(readStata(stata(largest)).values['value']).toEqual([2.5, largest]);
  expect(() => readStata(stata(1).subarray(0, 400), 'torn.dta')).toThrowError(expect.objectContaining({ code: 'BAD_STATA_FILE' }));
});
