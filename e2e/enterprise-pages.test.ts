/** Pages of the enterprise world: their commands run as printed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, ROOT } from './testing/ceteris.ts';

function run(page: string): ReturnType<typeof project> {
  const text = readFileSync(join(ROOT, 'docs', 'enterprise', page), 'utf8');
  const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap((match) => (match[1] ?? '').split('\n'))
    .filter((line) => line.trim() !== '');
  const study = project();
  for (const command of commands) {
    const { code, stdout, stderr } = study.shell(command.replace(/^ceteris/, '$CETERIS'));
    expect({ command, code, stderr: code === 0 ? '' : `${stdout}${stderr}` }).toEqual({ command, code: 0, stderr: '' });
  }
  return study;
}

describe('docs/enterprise', () => {
  it('overview.md', () => {
    const study = run('overview.md');
    for (const folder of ['simulated', 'bust'])
      expect(JSON.parse(readFileSync(study.path(folder, 'manifest.json'), 'utf8'))).toMatchObject({ data_source_class: 'fixture' });
  }, 120_000);

  it('data.md', () => {
    const study = run('data.md');
    for (const file of ['household_targets.csv', 'household_targets.parquet', 'fixture_truth.json', 'derive_manifest.json'])
      expect(existsSync(study.path('data/ethiopia', file))).toBe(true);
  });

  it('calibration.md', () => {
    const study = run('calibration.md');
    expect(existsSync(study.path('calibration/tanzania/calibration_manifest.json'))).toBe(true);
  });

  it('evaluation.md', () => {
    const study = run('evaluation.md');
    const folder = 'predicted/artifacts/direct_prediction/tanzania_to_ethiopia';
    for (const file of ['metrics.json', 'confusion_matrix_gbm.csv', 'predictions.parquet', 'subgroup_metrics.csv'])
      expect(existsSync(study.path(join(folder, file)))).toBe(true);
    expect(readFileSync(study.path('predicted/artifacts/report.md'), 'utf8')).toContain('Data source class: fixture');
  }, 240_000);

  it('validation.md', () => {
    const study = run('validation.md');
    const report = readFileSync(study.path('validated/artifacts/report.md'), 'utf8');
    for (const part of ['Introduction', 'Calibration', 'Direct prediction', 'Synthetic households', 'Discussion'])
      expect(report).toContain(part);
    expect(existsSync(study.path('validated/artifacts/report.html'))).toBe(true);
    expect(existsSync(study.path('validated/artifacts/tables/fe_regressions_observed.tex'))).toBe(true);
    expect(existsSync(study.path('tables/pattern_tests.csv'))).toBe(true);
  }, 300_000);

  it('runbook.md', () => {
    const study = run('runbook.md');
    expect(existsSync(study.path('simulated/artifacts/panel.parquet'))).toBe(true);
    expect(existsSync(study.path('report/artifacts/report.html'))).toBe(true);
  }, 400_000);
});
