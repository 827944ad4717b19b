import { writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import { readText } from '../config/read-file.ts';
import { type ReportBlock, right, type TableBlock, terminalBlocks } from '../../report/index.ts';
import { importFlows, writeScenario, type ImportedFlows } from '../../worlds/payments/scenario/index.ts';
import { readSeed } from '../config/overrides.ts';
import type { Handler } from '../handler.ts';
import type { CliOptions } from '../options.ts';
import { makeFolder } from '../../lab/index.ts';

function readOptions(file: string, options: Partial<CliOptions>): NonNullable<Parameters<typeof importFlows>[1]> {
  return {
    file,
    ...(options.ticksPerDay === undefined ? {} : { ticksPerDay: options.ticksPerDay }),
    ...(options.dayStart === undefined ? {} : { dayStart: options.dayStart }),
    ...(options.dayEnd === undefined ? {} : { dayEnd: options.dayEnd }),
    ...(options.seed === undefined ? {} : { seed: BigInt(readSeed(options.seed)) }),
  };
}

function ratesTable({ fit }: ImportedFlows): TableBlock {
  return {
    kind: 'table',
    caption: 'Payments by bank and hour (dispersion: variance over mean across days, 1 for a Poisson process)',
    columns: [{ label: 'bank' }, ...['hour', 'payments', 'a day', 'standard error', 'dispersion'].map(right)],
    rows: fit.arrival_rates
      .filter((row) => row.payments > 0)
      .map((row) => [
        row.bank,
        String(row.hour),
        String(row.payments),
        row.payments_per_day.toFixed(2),
        row.standard_error.toFixed(2),
        row.dispersion?.toFixed(2) ?? '-',
      ]),
  };
}

function amountsTable({ fit }: ImportedFlows): TableBlock {
  return {
    kind: 'table',
    caption: 'Amounts by bank (KS: Kolmogorov–Smirnov distance, its p value by parametric bootstrap; * least AIC)',
    columns: [{ label: 'bank' }, { label: 'distribution' }, ...['payments', 'AIC', 'KS', 'p'].map(right)],
    rows: fit.amounts.map((row) => [
      row.bank,
      `${row.distribution}${row.best ? ' *' : ''}`,
      String(row.payments),
      row.aic.toFixed(1),
      row.ks_statistic.toFixed(3),
      row.ks_p_value.toFixed(3),
    ]),
  };
}

export const handler: Handler = async ([file = ''], options, io) => {
  const out = options.out ?? file.replace(/(\.[^./]*)?$/, '.yaml');
  if (!['.yaml', '.yml'].includes(extname(out)))
    throw new CeterisError('BAD_OPTION_VALUE', `a scenario is written as YAML, not as ${out}`, 'for example --out scenario.yaml', {
      path: '--out',
    });
  const imported = importFlows(readText(file), readOptions(file, options));
  const stem = out.slice(0, -extname(out).length);
  const files = {
    scenario: out,
    random_scenario: `${stem}.random.yaml`,
    fit: `${stem}.fit.json`,
  };
  makeFolder(dirname(out));
  writeFileSync(files.scenario, writeScenario(imported.scenario));
  writeFileSync(files.random_scenario, writeScenario(imported.randomScenario));
  writeFileSync(files.fit, `${JSON.stringify(imported.fit, null, 2)}\n`);
  io.result({ files, payments: imported.scenario.payments.length, days: imported.days, fit: imported.fit });
  const blocks: ReportBlock[] = [ratesTable(imported), amountsTable(imported)];
  io.print(terminalBlocks(blocks, { color: io.colorOut, width: io.width }));
  io.print(
    `${imported.scenario.payments.length} payments of ${imported.scenario.agents.length} banks over ${imported.days.length} day${imported.days.length === 1 ? '' : 's'}: ${files.scenario}`,
  );
  io.print(
    `The same banks with random arrivals, as fitted: ${files.random_scenario}\nThe fit: ${files.fit}\n\nNext: ceteris payments simulate ${files.scenario}`,
  );
  return EXIT.done;
};
