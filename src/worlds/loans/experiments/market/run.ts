/** One run of `loans/market`. */
import { CeterisError, fromBytes, nearest } from '../../../../core/index.ts';
import { isModelSpec } from '../../../../decide/index.ts';
import type { Lab, Outcome, Row } from '../../../../lab/index.ts';
import { type AskSettings, clampRate, type Seat, seatOf, specOf } from '../../deciders/index.ts';
import { type Bank, type LabMarketConfig, type LabPolicy, nashCertificate } from '../../lab/index.ts';
import type { BankSpec } from '../../market/index.ts';
import {
  type Impulse,
  impulseResponse,
  type ImpulseResponse,
  passThrough,
  relativeYardsticks,
  roundYardsticks,
  type RoundYardsticks,
} from '../../metrics/index.ts';
import { lessonsForBanks, recallMemory, studyAndRemember } from './study.ts';
import { checkSeats, type MarketOfRun, marketOfRun } from './arena.ts';
import { drawnBank, readBankSpecs } from './bank-config.ts';
import { banksYaml, configYaml } from './config-files.ts';
import type { MarketExperimentConfig } from './config.ts';
import { decisionLog } from './decision-log.ts';
import { type Play, play } from './play.ts';
import { decisionRows, impulseRows, loanRow, marketLogRows, roundRow } from './records.ts';
import { marketResults } from './results.ts';

export async function runMarket(lab: Lab, config: MarketExperimentConfig): Promise<Outcome> {
  const specs = await readBankSpecs(lab, config.banks);
  const drawn = specs.map((spec) => drawnBank(spec, lab.seed));
  const { market, arena } = marketOfRun(config, drawn, specs, lab.seed);
  const seats = await seatsOf(lab, config, drawn);
  checkSeats(config.profile, seats, drawn);
  const memory = await recallMemory(lab, config);
  const settings = { ...(await askSettings(lab, config)), ...lessonsForBanks(config, memory) };
  const impulse = impulseOf(config, drawn, market.rounds);
  const loans: Row[] = [];
  const playing = arena(config.loan_events ? (event) => loans.push(loanRow(drawn, event)) : undefined);
  const { banks } = playing;
  const played = await play(lab, { arena: playing, seats, settings, attempts: config.max_attempts });
  const exact = yardsticksOf(played);
  record(lab, config.profile, banks, market, played, exact);
  const { memory: _memory, memory_file: _file, ...used } = config;
  const rules = config.profile === 'lab' ? market : config.market;
  lab.artifact('config.yaml', configYaml(used, { banks, market: rules, rounds: market.rounds }, lab.seed));
  lab.artifact('banks_config.yaml', banksYaml({ banks }));
  lab.artifact(
    'bank_decision_logs.md',
    decisionLog({ title: 'Decisions of the banks', profile: config.profile, seed: lab.seed }, banks, played.rounds),
  );
  lab.write('portfolio_ledger', loans);
  await studyAndRemember(lab, config, { banks, market, seats, rounds: played.rounds.map(({ round }) => round), memory });
  const policies = boundedPolicies(played);
  const response = policies === null ? null : respond(lab, arena, policies, impulse);
  const passing =
    policies === null
      ? null
      : passThrough(arena(), dearer(config, drawn, specs, lab.seed).arena(), { seed: lab.seed, policies }, FUNDING_SHOCK_BPS);
  const [{ game }] = played.rounds;
  const maxGain = game === null ? Number.NaN : nashCertificate(game, exact[0].benchmarks).maxGain;
  return { status: 'completed', results: marketResults(config.profile, lab.seed, banks, played, exact, maxGain, response, passing) };
}

export async function seatsOf(
  lab: Lab,
  config: Pick<MarketExperimentConfig, 'model' | 'model_settings' | 'test' | 'test_model'>,
  banks: readonly Bank[],
): Promise<Seat[]> {
  const ids = banks.map(({ id }) => id);
  const settings = config.test
    ? { ...config.model_settings, temperature: config.model_settings.temperature ?? TEST_TEMPERATURE }
    : config.model_settings;
  const seats: Seat[] = [];
  for (const { id, strategy } of banks) {
    const spec = specOf(config.model, id, ids);
    const asked = config.test && isModelSpec(spec) ? config.test_model : spec;
    seats.push(await seatOf(asked, strategy, (name) => lab.decider(name, undefined, settings)));
  }
  return seats;
}

const TEST_TEMPERATURE = 0.5;

export async function askSettings(lab: Pick<Lab, 'input'>, { prompt }: Pick<MarketExperimentConfig, 'prompt'>): Promise<AskSettings> {
  const file = prompt.prefix_file === undefined ? '' : fromBytes(await lab.input('prompt_prefix', prompt.prefix_file)).trim();
  const prefix = [prompt.prefix, file].filter((text) => text !== '').join('\n\n');
  return {
    regime: prompt.regime,
    calculatorForm: prompt.calculator_form,
    scratchpads: prompt.scratchpads,
    ...(prefix !== '' && { prefix }),
    ...(prompt.objective !== undefined && { objective: prompt.objective }),
    ...(prompt.history_rounds !== undefined && { historyRounds: prompt.history_rounds }),
  };
}

function impulseOf({ impulse }: MarketExperimentConfig, banks: readonly Bank[], rounds: number): Impulse {
  const ids = banks.map(({ id }) => id);
  const bank = impulse.bank === undefined ? 0 : ids.indexOf(impulse.bank);
  if (bank < 0) {
    const close = nearest(impulse.bank!, ids);
    throw new CeterisError(
      'UNKNOWN_BANK',
      `There is no bank ${impulse.bank}.`,
      close === null ? `The banks are ${ids.join(', ')}.` : `Did you mean ${close}?`,
      { path: 'impulse.bank' },
    );
  }
  return { bank, round: Math.min(rounds, impulse.round ?? Math.ceil(rounds / 2)), cutBps: impulse.cut_bps };
}

/** Each search begins where the last one ended. */
export function yardsticksOf({ rounds }: Play): RoundYardsticks[] {
  const exact: RoundYardsticks[] = [];
  for (const { game, expected, round } of rounds)
    exact.push(game === null ? relativeYardsticks(expected, round) : roundYardsticks(game, round, exact.at(-1)?.benchmarks));
  return exact;
}

function record(
  lab: Lab,
  profile: string,
  banks: readonly Bank[],
  market: LabMarketConfig,
  { rounds }: Play,
  exact: readonly RoundYardsticks[],
): void {
  const initialCount = rounds[0].round.startLoanCount;
  rounds.forEach((played, t) => {
    lab.write('market_log', marketLogRows(profile, banks, market, played, exact[t], rounds[t - 1] ?? null, initialCount));
    lab.write('market_rounds', [roundRow(played, exact[t])]);
    lab.write('bank_decisions', decisionRows(banks, played.round.round, played.decisions));
  });
}

/** Only rules can be asked what they would have done in a market that was not. */
function boundedPolicies({ policies }: Play): LabPolicy[] | null {
  return (
    policies?.map(
      (policy): LabPolicy =>
        (view) =>
          clampRate(view, policy(view)),
    ) ?? null
  );
}

function respond(lab: Lab, arena: MarketOfRun['arena'], policies: readonly LabPolicy[], impulse: Impulse): ImpulseResponse {
  const response = impulseResponse(() => arena(), { seed: lab.seed, policies }, impulse);
  lab.write('impulse_response', impulseRows(response));
  return response;
}

const FUNDING_SHOCK_BPS = 50;

/** The same market with dearer funds for every bank. */
function dearer(config: MarketExperimentConfig, banks: readonly Bank[], specs: readonly BankSpec[], seed: bigint): MarketOfRun {
  const more = <B extends BankSpec>(one: B): B => ({ ...one, costOfFundsBps: one.costOfFundsBps + FUNDING_SHOCK_BPS });
  return marketOfRun(config, banks.map(more), specs.map(more), seed);
}
