/** What a run stands on: a calibration, and where there is one the survey panel behind it. */
import { CeterisError, fromBytes, sha256Hex } from '../../../../core/index.ts';
import { checkedValue, parseYamlText } from '../../../../core/yaml/index.ts';
import { type Lab, readColumnBytes } from '../../../../lab/index.ts';
import { type Calibration, calibrationHash, panelHash, parseCalibration } from '../../calibration/index.ts';
import { BASELINE, type Scenario, scenarioSchema, toScenario } from '../../panel/index.ts';
import { generateFixture, parseFraction, readCanonical, type SurveyPanel } from '../../survey/index.ts';
import { calibrated } from '../shared/index.ts';
import type { SimulateConfig } from './config.ts';

export interface Foundation {
  readonly calibration: Calibration;
  /** The observed panel; null when only a calibration was given. */
  readonly panel: SurveyPanel | null;
  /** SHA-256 of what was read, by name. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly stamps: readonly string[];
}

export async function openFoundation(lab: Lab, config: SimulateConfig): Promise<Foundation> {
  const hashes: Record<string, string> = {};
  const panel = await observedPanel(lab, config, hashes);
  const calibration =
    config.calibration === undefined
      ? calibrated(panel as SurveyPanel, config, lab.seed, { copula: config.calibrating.copula })
      : await read(lab, config.calibration, hashes);
  if (panel !== null && (panel.country !== calibration.country_source || panel.dataSource !== calibration.data_source))
    throw new CeterisError(
      'MIXED_SOURCES',
      `The calibration stands on ${calibration.data_source} of ${calibration.country_source}, the data are ${panel.dataSource} of ${panel.country}.`,
      'Sources are never mixed in one table: give data and calibration of one source.',
      { path: 'data' },
    );
  return { calibration, panel, hashes, stamps: calibration.stamps };
}

async function read(lab: Lab, path: string, hashes: Record<string, string>): Promise<Calibration> {
  const bytes = await lab.input('calibration', path);
  const calibration = parseCalibration(fromBytes(bytes), path);
  hashes['calibration'] = calibrationHash(calibration);
  return calibration;
}

async function observedPanel(lab: Lab, config: SimulateConfig, hashes: Record<string, string>): Promise<SurveyPanel | null> {
  const stayerThreshold = parseFraction(config.stayer_threshold);
  if (config.data !== undefined) {
    const bytes = await lab.input('data', config.data);
    hashes['data'] = sha256Hex(bytes);
    return readCanonical(await readColumnBytes(bytes, { name: config.data, asText: true }), {
      file: config.data,
      stayerThreshold,
      ...(config.country === undefined ? {} : { country: config.country }),
      ...(config.data_source === undefined ? {} : { dataSource: config.data_source }),
    });
  }
  if (config.calibration !== undefined) return null;
  const { country, seed, households } = config.fixture;
  const { panel } = generateFixture({ country, seed, ...(households === undefined ? {} : { households }) });
  hashes['fixture'] = panelHash(panel);
  return panel;
}

/** The scenario of a run: given, in a file, or the baseline. */
export async function openScenario(lab: Lab, name: string, given: SimulateConfig['scenario']): Promise<Scenario> {
  if (given === undefined) return BASELINE;
  if (typeof given !== 'string') return toScenario(given);
  return toScenario(checkedValue(parseYamlText(fromBytes(await lab.input(name, given)), given), scenarioSchema));
}
