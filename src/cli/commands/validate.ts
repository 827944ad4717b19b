import { type CeterisError, EXIT, type ExitCode } from '../../core/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { experimentFrom, fileOf, isExperiment } from '../config/experiment-files.ts';
import { resolveConfig } from '../config/resolve.ts';
import { formatError, userError } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { colors } from '../io.ts';
import type { CliOptions } from '../options.ts';
import { experimentOf } from '../worlds.ts';

interface Checked {
  readonly what: string;
  readonly warnings: readonly string[];
}

/** What a file is follows from what it holds: an experiment names its kind, a policy holds a tree, a scenario agents. */
async function check(name: string, options: Partial<CliOptions>): Promise<Checked> {
  const file = fileOf(name);
  const source = readYamlFile(file);
  if (isExperiment(source.value)) {
    const loaded = experimentFrom(source, file);
    const experiment = await experimentOf(loaded);
    resolveConfig(experiment.schema, loaded.config, source, {});
    return { what: `experiment (${loaded.kind})`, warnings: [] };
  }
  const { checkPolicyFile, isPolicyFile, readScenarioFile } = await import('../payments/files.ts');
  if (isPolicyFile(source.value)) {
    checkPolicyFile(source, options.rules);
    return { what: 'payments policy', warnings: [] };
  }
  return { what: 'payments scenario', warnings: readScenarioFile(file, options.rules).warnings };
}

export const handler: Handler = async (files, options, io) => {
  const paint = colors(io.colorErr);
  let code: ExitCode = EXIT.done;
  const report: unknown[] = [];
  for (const file of files) {
    try {
      const { what, warnings } = await check(file, options);
      report.push({ file, valid: true, kind: what, warnings });
      io.print(`${file}: valid ${what}`);
      for (const warning of warnings) io.note(`${paint.yellow('warning:')} ${file}: ${warning}`);
    } catch (error) {
      const known: CeterisError | null = userError(error);
      if (known === null) throw error;
      code = known.exitCode;
      report.push({ file, valid: false, ...known.toJSON() });
      if (!io.json) process.stderr.write(`${formatError(known, io.colorErr)}\n`);
    }
  }
  // One invalid file answers as every other error does, so that scripts need one rule.
  const invalid = report.find((item) => (item as { valid: boolean }).valid === false) as { error?: unknown } | undefined;
  io.result(invalid === undefined ? { files: report } : { error: invalid.error, files: report });
  return code;
};
