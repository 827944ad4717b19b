/** The panels that a prediction learns from and is tested on, checked before anything else is done with them. */
import { CeterisError, sha256Hex, streamFor } from '../../../../core/index.ts';
import { type Lab, readColumnBytes } from '../../../../lab/index.ts';
import { type Calibration, panelHash } from '../../calibration/index.ts';
import {
  type Design,
  type Fold,
  foldsOf,
  knownFeatures,
  pooledTest,
  sourceStamps,
  takeRows,
  TIMING_WORDS,
  type TransitionData,
  transitionData,
} from '../../evaluation/index.ts';
import { type DataSource, type FixtureTruth, generateFixture, readCanonical, type SurveyPanel } from '../../survey/index.ts';
import { calibrated, WITHOUT_COVARIANCE } from '../shared/index.ts';
import type { PredictConfig } from './config.ts';

export interface Foundation {
  readonly design: Design;
  readonly dataSource: DataSource;
  readonly stamps: readonly string[];
  readonly folds: readonly Fold[];
  readonly train: TransitionData;
  readonly test: TransitionData;
  /** Of the test country. */
  readonly calibration: Calibration;
  /** Of the training country. */
  readonly homeCalibration: Calibration;
  readonly panels: { readonly train: SurveyPanel; readonly test: SurveyPanel };
  /** Of the test country; null unless it was generated here. */
  readonly truth: FixtureTruth | null;
  readonly leftOut: readonly string[];
  readonly hashes: Readonly<Record<string, string>>;
}

interface Opened {
  readonly panel: SurveyPanel;
  readonly truth: FixtureTruth | null;
  readonly hash: string;
}

async function open(lab: Lab, config: PredictConfig, side: 'train' | 'test'): Promise<Opened> {
  const country = side === 'train' ? config.train_country : config.test_country;
  const path = side === 'train' ? config.train_data : (config.test_data ?? config.train_data);
  if (path === undefined) {
    if (config.test_data !== undefined)
      throw new CeterisError('MIXED_SOURCES', 'There are data to test on, and none to learn from.', 'Give train_data as well.', {
        path: 'train_data',
      });
    const { seed, households } = config.fixture;
    const { panel, truth } = generateFixture({ country, seed, ...(households === undefined ? {} : { households }) });
    return { panel, truth, hash: panelHash(panel) };
  }
  const name = side === 'test' && config.test_data !== undefined ? 'test_data' : 'train_data';
  const bytes = await lab.input(name, path);
  const panel = readCanonical(await readColumnBytes(bytes, { name: path, asText: true }), {
    file: path,
    country,
    ...(config.data_source === undefined ? {} : { dataSource: config.data_source }),
  });
  return { panel, truth: null, hash: sha256Hex(bytes) };
}

/** @throws CeterisError for data that nothing honest can be predicted from: see `evaluation/gates` and `calibration` */
export async function openFoundation(lab: Lab, config: PredictConfig): Promise<Foundation> {
  const [learned, tested] = [await open(lab, config, 'train'), await open(lab, config, 'test')];
  const { dataSource, stamps } = sourceStamps(
    [
      { name: learned.panel.country, dataSource: learned.panel.dataSource },
      { name: tested.panel.country, dataSource: tested.panel.dataSource },
    ],
    config.accept_stand_in,
  );
  const within = config.train_country === config.test_country;
  const design: Design = config.design === 'auto' ? (within ? 'grouped-folds' : 'cross-country') : config.design;
  if (design !== 'cross-country' && !within)
    throw new CeterisError(
      'TWO_COUNTRIES',
      `The design ${design} is within one country, and there are two.`,
      'Name one country twice, or use the design cross-country.',
      { path: 'design' },
    );
  const options = { timing: config.timing, features: config.features };
  const [here, there] = [knownFeatures(learned.panel, options), knownFeatures(tested.panel, options)];
  const columns = here.filter((name) => there.includes(name));
  const leftOut = [...new Set([...here, ...there])].filter((name) => !columns.includes(name));
  const train = transitionData(learned.panel, columns, options);
  const test = sample(transitionData(tested.panel, columns, options), config.test_households, lab.seed);
  const folds = foldsOf(design, train, test);
  const first = calibrated(learned.panel, config, lab.seed, WITHOUT_COVARIANCE);
  const second = tested.hash === learned.hash && within ? first : calibrated(tested.panel, config, lab.seed, WITHOUT_COVARIANCE);
  return {
    design,
    dataSource,
    stamps: [
      ...new Set([
        ...stamps,
        ...first.stamps,
        ...second.stamps,
        ...(config.timing === 'price_t' ? [] : [`Forecasters were given ${TIMING_WORDS[config.timing]}: this is no forecast in time.`]),
        ...(leftOut.length === 0 ? [] : [`Left out, since one side lacks them: ${leftOut.join(', ')}.`]),
      ]),
    ].filter((stamp) => !stamp.startsWith('Data:')),
    folds,
    train,
    test: pooledTest(folds),
    calibration: second,
    homeCalibration: first,
    panels: { train: learned.panel, test: tested.panel },
    truth: tested.truth,
    leftOut,
    hashes: { [`train_${config.train_country}`]: learned.hash, [`test_${config.test_country}`]: tested.hash },
  };
}

/** So many households, drawn by seed. */
export function drawHouseholds(data: TransitionData, households: number, seed: bigint, stream: string): ReadonlySet<string> {
  const all = [...new Set(data.household)];
  if (households >= all.length) return new Set(all);
  const numbers = streamFor(seed, stream);
  for (let i = all.length - 1; i > 0; i--) {
    const j = numbers.integer(0, i + 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return new Set(all.slice(0, households));
}

/** Whole households in the order of the file. */
function sample(data: TransitionData, households: number | undefined, seed: bigint): TransitionData {
  if (households === undefined) return data;
  const drawn = drawHouseholds(data, households, seed, 'enterprise-test-households');
  const rows = [...data.labels.keys()].filter((i) => drawn.has(data.household[i]));
  return rows.length === data.labels.length ? data : takeRows(data, rows);
}
