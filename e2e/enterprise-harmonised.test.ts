/** The harmonised LSMS-ISA household file through the real command: written in its layout, imported, calibrated, and with what goes wrong. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateFixture } from '../src/worlds/enterprise/survey/index.ts';
import { type Outcome, type Project, project } from './testing/ceteris.ts';
import { stataFile } from './testing/stata.ts';

type Cell = string | number | null;
type Columns = Record<string, Cell[]>;

/** The 33 columns of the file, in its order. */
const COLUMNS = [
  ...['country', 'wave', 'hh_id_merge', 'hh_id_obs', 'season', 'pw', 'ea_id_merge', 'ea_id_obs', 'strataid', 'urban'],
  ...['admin_1', 'admin_2', 'admin_3', 'admin_1_name', 'admin_2_name', 'lat_modified', 'lon_modified', 'geocoords_id'],
  ...['hh_size', 'hh_shock', 'hh_primary_education', 'hh_electricity_access', 'hh_dependency_ratio', 'hh_formal_education'],
  ...['nonfarm_enterprise', 'nb_fallow_plots', 'nb_plots', 'share_kg_sold', 'totcons_LCU', 'totcons_USD', 'cons_quint'],
  ...['hh_asset_index', 'HDDS'],
] as const;
const STRATA = 4;
/** Rows of Tanzania that are spoiled, by position; the rest of a household stays. */
const UNKNOWN_STATUS = [10, 11, 500];
const NO_MEMBERS = [20];
const NEGATIVE_WEIGHT = [30];
const UNKNOWN_ASSETS = [40, 41];

/** Two countries; in Uganda three households have a row for each season. */
function harmonised(): Columns {
  const rows = [
    ...rowsOf('Tanzania', 400, 6_000_000).map((row, i) => ({
      ...row,
      ...(UNKNOWN_STATUS.includes(i) ? { nonfarm_enterprise: null } : {}),
      ...(NO_MEMBERS.includes(i) ? { hh_size: 0 } : {}),
      ...(NEGATIVE_WEIGHT.includes(i) ? { pw: -1 } : {}),
      ...(UNKNOWN_ASSETS.includes(i) ? { hh_asset_index: null } : {}),
    })),
    ...rowsOf('Uganda', 60, 7_000_000).flatMap((row, i) => (i < 3 ? [{ ...row, season: 2, nb_plots: 1 }, row] : [row])),
  ];
  return Object.fromEntries(COLUMNS.map((name) => [name, rows.map((row) => (row as Record<string, Cell>)[name] ?? null)]));
}

/** The generated panel under the names of the harmonised file; weights differ between strata so that they matter. */
function rowsOf(country: string, households: number, firstId: number): Record<string, Cell>[] {
  const { panel } = generateFixture({ country: 'tanzania', seed: 11, households });
  const ids = [...new Set(panel.householdId)];
  const villages = [...new Set(panel.psu)];
  return Array.from({ length: panel.rows }, (_, i) => {
    const village = villages.indexOf(panel.psu![i]!);
    const id = ids.indexOf(panel.householdId[i]!);
    return {
      country,
      wave: panel.wave[i]!,
      hh_id_merge: `w${panel.wave[i]}-${id}`,
      hh_id_obs: firstId + id,
      season: 1,
      pw: 100 + 150 * (village % STRATA) + (id % 7),
      ea_id_merge: `w${panel.wave[i]}e${village}`,
      ea_id_obs: firstId + village,
      strataid: village % STRATA,
      urban: village % 2,
      admin_1: 1 + (village % 3),
      hh_size: 1 + (id % 8),
      nonfarm_enterprise: panel.enterprise[i]!,
      nb_plots: 2,
      totcons_USD: panel.welfare[i]!,
      hh_asset_index: panel.assetIndex[i]!,
    };
  });
}

const csv = (columns: Columns): string =>
  `${[
    Object.keys(columns).join(','),
    ...columns['country']!.map((_, i) =>
      Object.values(columns)
        .map((cells) => cells[i] ?? '')
        .join(','),
    ),
  ].join('\n')}\n`;

function written(study: Project, columns = harmonised()): Project {
  study.write('lsms/Household_dataset.csv', csv(columns));
  return study;
}

const IMPORT = ['enterprise', 'import', 'lsms', '--layout', 'harmonised-lsms'];

function done(outcome: Outcome): string {
  expect({ code: outcome.code, stderr: outcome.code === 0 ? '' : outcome.stderr.slice(0, 2000) }).toEqual({ code: 0, stderr: '' });
  return outcome.stdout;
}

function refused(outcome: Outcome, words: RegExp): void {
  expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(words);
  expect(outcome.stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
}

const parsed = <T>(study: Project, name: string): T => JSON.parse(readFileSync(study.path(name), 'utf8')) as T;

/** Rows of Tanzania that can be used, as the test counts them itself. */
function usable(): { readonly id: number; readonly wave: number; readonly owns: number; readonly weight: number; readonly assets: Cell }[] {
  const columns = harmonised();
  return columns['country']!.map((country, i) => ({ country, i }))
    .filter(({ country, i }) => {
      const known = columns['nonfarm_enterprise']![i] !== null;
      return country === 'Tanzania' && known && Number(columns['hh_size']![i]) >= 1 && Number(columns['pw']![i]) >= 0;
    })
    .map(({ i }) => ({
      id: Number(columns['hh_id_obs']![i]),
      wave: Number(columns['wave']![i]),
      owns: Number(columns['nonfarm_enterprise']![i]),
      weight: Number(columns['pw']![i]),
      assets: columns['hh_asset_index']![i]!,
    }));
}

describe('the harmonised household file', () => {
  it('imported and calibrated: rows dropped are counted, weights, strata and sampling units carry on, the class is printed', () => {
    const study = written(project());
    const said = done(study.ceteris(...IMPORT, '--country', 'tanzania', '--out', 'data'));
    const rows = usable();
    const read = harmonised()['country']!.filter((country) => country === 'Tanzania').length;
    expect(said).toContain('Data source class: openly-licensed');
    expect(said).toContain(`${rows.length} of ${read} rows kept, ${new Set(rows.map(({ id }) => id)).size} households.`);
    expect(said).toMatch(/Sampling design: sampling weights, 4 strata, \d+ sampling units\./);
    expect(said).toMatch(/dropped 3: enterprise status is unknown/);
    expect(said).toMatch(/dropped 1: household size is below 1/);
    expect(said).toMatch(/dropped 1: sampling weight is negative/);
    expect(said).toContain('unknown in 2 rows: assetIndex');
    expect(parsed(study, 'data/derive_manifest.json')).toMatchObject({
      country: 'tanzania',
      data_source: 'openly-licensed',
      rows: rows.length,
      rows_read: read,
      weighted: true,
      strata: STRATA,
      unknown: { credit: rows.length, priceExposure: rows.length },
    });

    const calibrate = ['enterprise', 'calibrate', '--data', 'data', '--out', 'calibration'];
    refused(study.ceteris(...calibrate), /no price exposure.*says nothing about credit/s);
    expect(existsSync(study.path('calibration'))).toBe(false);
    const calibrated = study.ceteris(...calibrate, '--accept-failed-fits');
    expect(done(calibrated)).toContain('Data source class: openly-licensed');
    expect(calibrated.stderr).toContain('Accepted although it failed: credit_model');
    const artifact = parsed<{ enterprise_baseline: { prevalence: number; entry_rate: number } }>(study, 'calibration/calibration.json');
    expect(artifact).toMatchObject({
      data_source: 'openly-licensed',
      country_source: 'tanzania',
      weighted: true,
      credit_model: null,
      transition_model: { feature_names: ['asset_index'] },
      parameter_covariance: { unit: 'PSU' },
    });
    const mass = rows.reduce((total, { weight }) => total + weight, 0);
    const owning = rows.reduce((total, { owns, weight }) => total + owns * weight, 0);
    expect(artifact.enterprise_baseline.prevalence).toBeCloseTo(owning / mass, 12);
    expect(Math.abs(owning / mass - rows.filter(({ owns }) => owns === 1).length / rows.length)).toBeGreaterThan(1e-3);
    const later = new Map(rows.map((row) => [`${row.id}/${row.wave}`, row]));
    const pairs = rows.filter(({ owns }) => owns === 0).flatMap((row) => later.get(`${row.id}/${row.wave + 1}`) ?? []);
    // A pair is weighted by its first wave; a household's weight is the same in all of them.
    const entered = pairs.reduce((total, { owns, weight }) => total + owns * weight, 0);
    expect(artifact.enterprise_baseline.entry_rate).toBeCloseTo(entered / pairs.reduce((total, { weight }) => total + weight, 0), 12);
  });

  it('the same file from Stata gives the same table', () => {
    const study = written(project());
    mkdirSync(study.path('dta'));
    writeFileSync(study.path('dta/household_DATASET.dta'), stataFile(118, harmonised()));
    done(study.ceteris(...IMPORT, '--country', 'tanzania', '--out', 'from-csv'));
    done(study.ceteris('enterprise', 'import', 'dta', '--layout', 'harmonised-lsms', '--country', 'tanzania', '--out', 'from-dta'));
    const table = (folder: string): string => readFileSync(study.path(folder, 'household_targets.csv'), 'utf8');
    expect(table('from-dta')).toBe(table('from-csv'));
  });

  it('a second season of a household and wave is no second observation: dropped, and counted', () => {
    const study = written(project());
    const said = done(study.ceteris(...IMPORT, '--country', 'Uganda', '--out', 'data'));
    expect(said).toContain('dropped 3: the household and wave have a row of a lower season (7000000/1, 7000000/2, 7000000/3)');
  });

  it('what a user gets wrong is refused by name, and nothing is written', () => {
    const columns = harmonised();
    const { nonfarm_enterprise: gone, ...without } = columns;
    const study = written(project(), { ...without, nonfarm_enterprize: gone! });
    refused(study.ceteris(...IMPORT, '--country', 'tanzania', '--out', 'data'), /has no column nonfarm_enterprise\..*nonfarm_enterprize/s);
    written(study);
    refused(study.ceteris(...IMPORT, '--out', 'data'), /mixes Tanzania, Uganda in country.*--country/s);
    refused(study.ceteris(...IMPORT, '--country', 'malawi', '--out', 'data'), /no rows of malawi/);
    refused(study.ceteris('enterprise', 'calibrate', '--data', 'lsms/Household_dataset.csv', '--out', 'c'), /household_id.*--layout/s);
    expect(existsSync(study.path('data'))).toBe(false);
    expect(existsSync(study.path('c'))).toBe(false);
  });
});
