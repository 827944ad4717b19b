/** One run of `loans/meta`: baseline, megaruns, verdicts over all of them, reports, synthesis, memory. */
import { CeterisError, nearest } from '../../../../core/index.ts';
import type { Decider } from '../../../../decide/index.ts';
import type { Lab, Outcome } from '../../../../lab/index.ts';
import {
  type Analysed,
  analystSpec,
  askAnalyst,
  METRIC_NAMES,
  type MetricName,
  STATISTICS,
  statisticsDecider,
  studyMarket,
} from '../../agents/index.ts';
import { readBanks } from '../market/bank-config.ts';
import { labMarketOf, roundsOf } from '../market/config.ts';
import { banksYaml, configYaml } from '../market/config-files.ts';
import { decisionRows, marketLogRows } from '../market/records.ts';
import { decidersText, knownPatterns, lessonsForBanks, recallMemory } from '../market/study.ts';
import { checkedMarket } from '../market/arena.ts';
import { decisionLog } from '../market/decision-log.ts';
import { askSettings, yardsticksOf } from '../market/run.ts';
import { advice, configHash, effectsOf, type MemoryRows, rememberMarket } from '../../memory/index.ts';
import { playArm } from './arms.ts';
import type { MetaConfig } from './config.ts';
import { designer, designFacts } from './designer.ts';
import { finalReport, type Frame, megarunReport } from './documents.ts';
import { type Hypothesis, PREDEFINED } from './hypothesis.ts';
import { macroAnalyst, type MacroAnswer, macroFacts } from './macro-lessons.ts';
import { type Megarun, judgeMegaruns, type PlayedMegarun } from './megarun.ts';
import { metaQueries } from './meta-queries.ts';
import { rememberMegaruns } from './remember-megaruns.ts';
import { metaResults } from './results.ts';
import { synthesisAnalyst, synthesisFacts } from './synthesis.ts';
import { applyTreatment, type MarketSetup } from './treatment.ts';

export async function runMeta(lab: Lab, config: MetaConfig): Promise<Outcome> {
  const memory = await recallMemory(lab, config);
  const base: MarketSetup = {
    banks: await readBanks(lab, config.banks),
    market: checkedMarket(labMarketOf(config.market, roundsOf(config))),
  };
  const given = hypothesesOf(config, base);
  const settings = {
    ...(await askSettings(lab, config)),
    ...lessonsForBanks(config, memory),
  };
  const analyst = await analystOf(lab, config, 'analyst');
  const design = await analystOf(lab, config, 'designer');

  const played: PlayedMegarun[] = [];
  for (let number = 1; number <= config.megaruns; number += 1) {
    const next = number === 1 ? null : (given[number - 2] ?? (await propose(lab, design, base, played, memory, number)));
    const treated = next === null ? { ...base, changes: [] } : applyTreatment(base, next.hypothesis.treatment);
    const arm = await playArm(lab, config, number, treated, settings);
    const { changes, ...setup } = treated;
    played.push({
      number,
      hypothesis: next?.hypothesis.name ?? 'baseline',
      statement: next?.hypothesis.statement ?? 'The market as configured.',
      rationale: next?.hypothesis.rationale ?? '',
      proposedBy: next?.by ?? 'the configuration',
      tested: next?.hypothesis ?? null,
      setup,
      changes,
      arm,
    });
    lab.progress({
      label: 'megaruns',
      done: number,
      total: config.megaruns,
      message: `megarun ${number}: ${next?.hypothesis.name ?? 'baseline'}, ${config.replicates} markets${changes.length > 0 ? `, ${changes.length} values changed` : ''}`,
    });
  }

  const megaruns = judgeMegaruns(played, config);
  const catalogue = metaQueries({ metrics: megaruns.map(({ arm }) => arm.metrics), effects: megaruns.map(({ effects }) => effects) });
  const frame: Frame = { ...config, seed: lab.seed, deciders: decidersOf(megaruns[0]!) };
  const macros: Analysed<MacroAnswer>[] = [];
  for (const megarun of megaruns) {
    writeMegarun(lab, config, megarun);
    const prefix = `megarun_${megarun.number}_`;
    const scope = [['megarun', megarun.number]] as const;
    const study = await studyMarket(lab, megarun.arm.first, {
      decider: analyst,
      deciders: decidersOf(megarun),
      prefix,
      name: `Megarun ${megarun.number} (first replicate)`,
      scope,
      log: `(SELECT * FROM market_log WHERE megarun = ${megarun.number})`,
      knownPatterns: knownPatterns(memory),
    });
    rememberMarket(lab, {
      market: megarun.arm.first,
      configHash: hashOf(megarun),
      seed: lab.seed,
      lessons: study.lessons,
      number: megarun.number,
    });
    const facts = macroFacts(
      {
        megarun: megarun.number,
        hypothesis: megarun.statement,
        changes: megarun.changes,
        replicates: config.replicates,
        verdict: megarun.verdict,
        effects: megarun.effects,
        means: meansOf(megarun.arm.metrics),
      },
      catalogue,
    );
    const macro = await askAnalyst((question) => lab.ask(question, analyst), analyst, macroAnalyst(catalogue), facts, { scope });
    lab.artifact(`${prefix}report.md`, megarunReport(megarun, frame, macro));
    macros.push(macro);
  }
  const synthesis = await askAnalyst(
    (question) => lab.ask(question, analyst),
    analyst,
    synthesisAnalyst(catalogue),
    synthesisFacts(
      megaruns.map(({ number, hypothesis, statement, verdict, changes, effects }) => ({
        megarun: number,
        hypothesis,
        statement,
        verdict,
        changed_values: changes.length,
        effects,
      })),
      config.replicates,
      catalogue,
    ),
  );
  lab.artifact('meta_simulation_final_report.md', finalReport(megaruns, frame, synthesis));
  rememberMegaruns(lab, megaruns, macros, synthesis, hashOf(megaruns[0]!));
  return { status: 'completed', results: metaResults(megaruns, config, synthesis) };
}

/** Hypotheses of the config, each tried on the baseline before anything is played. */
function hypothesesOf(config: MetaConfig, base: MarketSetup): { hypothesis: Hypothesis; by: string }[] {
  const names = Object.keys(PREDEFINED);
  const wanted = config.hypotheses.map((one) => {
    if (typeof one !== 'string') return { hypothesis: one, by: 'the configuration' };
    const hypothesis = PREDEFINED[one];
    if (hypothesis !== undefined) return { hypothesis, by: 'the configuration (predefined)' };
    const near = nearest(one, names);
    throw new CeterisError(
      'UNKNOWN_HYPOTHESIS',
      `There is no hypothesis ${JSON.stringify(one)}.`,
      near === null ? `Predefined are ${names.join(', ')}; write others out.` : `Did you mean ${near}?`,
      { path: 'hypotheses' },
    );
  });
  const used = wanted.slice(0, Math.max(0, config.megaruns - 1));
  const twice = used.find(({ hypothesis }, k) => used.findIndex((one) => one.hypothesis.name === hypothesis.name) !== k);
  if (twice !== undefined)
    throw new CeterisError('HYPOTHESIS_TWICE', `The hypothesis ${twice.hypothesis.name} is there twice.`, 'Give each its own name.', {
      path: 'hypotheses',
    });
  for (const { hypothesis } of used) applyTreatment(base, hypothesis.treatment);
  return used;
}

async function propose(
  lab: Lab,
  decider: Decider,
  base: MarketSetup,
  played: readonly PlayedMegarun[],
  memory: MemoryRows,
  number: number,
) {
  const tested = played.slice(1).map(({ hypothesis, statement, arm }) => ({
    name: hypothesis,
    statement,
    means: meansOf(arm.metrics),
  }));
  const remembered = [
    ...effectsOf(memory).map(
      (one) =>
        `${one.hypothesis}: effect on ${one.metric} ${one.effect.toPrecision(4)} (standard error ${one.standard_error.toPrecision(2)}, ${one.observations} independent runs)`,
    ),
    ...advice(memory, { minObservations: 1, minConfidence: 0, most: 10 }),
  ];
  const facts = designFacts(base, played[0]!.arm.metrics, tested, remembered);
  const { answer, author } = await askAnalyst((question) => lab.ask(question, decider), decider, designer(base), facts, {
    scope: [['megarun', number]],
  });
  return { hypothesis: answer, by: `the designer (${author})` };
}

async function analystOf(lab: Lab, config: MetaConfig, role: 'analyst' | 'designer'): Promise<Decider> {
  const spec = analystSpec(config.model, role);
  return spec === STATISTICS ? statisticsDecider : await lab.decider(spec, undefined, config.model_settings);
}

const meansOf = (metrics: PlayedMegarun['arm']['metrics']): Record<MetricName, number> =>
  Object.fromEntries(METRIC_NAMES.map((metric) => [metric, metrics.reduce((sum, one) => sum + one[metric], 0) / metrics.length])) as Record<
    MetricName,
    number
  >;

const decidersOf = ({ arm }: PlayedMegarun): string => decidersText(arm.seats);

const hashOf = ({ setup, arm }: PlayedMegarun): string =>
  configHash(
    setup,
    arm.seats.map(({ name }) => name),
  );

/** Files and rows of the first market of a megarun, and of its replicates. */
function writeMegarun(lab: Lab, config: MetaConfig, megarun: Megarun): void {
  const { number, setup, arm, changes, effects } = megarun;
  const prefix = `megarun_${number}_`;
  const { megaruns: _m, replicates: _r, alpha: _a, correction: _c, hypotheses: _h, memory: _y, memory_file: _f, ...market } = config;
  lab.artifact(`${prefix}config.yaml`, configYaml(market, { ...setup, rounds: setup.market.rounds }, lab.seed));
  lab.artifact(`${prefix}banks_config.yaml`, banksYaml(setup));
  const head = { title: `Megarun ${number} (first replicate): decisions of the banks`, profile: 'lab', seed: lab.seed };
  lab.artifact(`${prefix}bank_decision_logs.md`, decisionLog(head, setup.banks, arm.play.rounds));
  const own = { megarun: number };
  const exact = yardsticksOf(arm.play);
  const { rounds } = arm.play;
  rounds.forEach((played, t) => {
    const rows = marketLogRows('lab', setup.banks, setup.market, played, exact[t]!, rounds[t - 1] ?? null, rounds[0]!.round.startLoanCount);
    lab.write(
      'market_log',
      rows.map((row) => ({ ...own, ...row })),
    );
    lab.write(
      'bank_decisions',
      decisionRows(setup.banks, played.round.round, played.decisions).map((row) => ({ ...own, ...row })),
    );
  });
  lab.write(
    'portfolio_ledger',
    arm.loans.map((row) => ({ ...own, ...row })),
  );
  lab.write('meta_megaruns', [
    {
      ...own,
      hypothesis: megarun.hypothesis,
      statement: megarun.statement,
      proposed_by: megarun.proposedBy,
      replicates: arm.metrics.length,
      changed_values: changes.length,
      verdict: megarun.verdict,
    },
  ]);
  lab.write(
    'meta_changes',
    changes.map(({ path, from, to }) => ({ ...own, path, old: String(from), new: String(to) })),
  );
  lab.write(
    'meta_outcomes',
    arm.metrics.flatMap((metrics, r) => METRIC_NAMES.map((metric) => ({ ...own, replicate: r + 1, metric, value: metrics[metric] }))),
  );
  lab.write(
    'meta_effects',
    effects.map((effect) => ({ ...own, ...effect })),
  );
}
