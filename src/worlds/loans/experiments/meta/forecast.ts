/** What a meta-simulation will ask: the banks and analysts of every market, then those who compare markets and propose the next. */
import type { Forecast, ForecastPart, ReadFile } from '../../../../lab/index.ts';
import { analystSpec } from '../../agents/index.ts';
import { forecastOfParts, isAsked, marketParts } from '../market/forecast.ts';
import { marketExperimentSchema } from '../market/config.ts';
import type { MetaConfig } from './config.ts';

export async function metaForecast(config: MetaConfig, read: ReadFile): Promise<Forecast> {
  const { megaruns, replicates, alpha: _a, correction: _c, hypotheses, memory: _m, memory_file: _f, ...market } = config;
  const one = await marketParts(marketExperimentSchema.parse(market), read);
  const times = (parts: readonly ForecastPart[], count: number): ForecastPart[] =>
    parts.map((part) => ({ ...part, questions: part.questions * count }));
  const more = (who: 'analyst' | 'designer', role: string, questions: number): ForecastPart[] => {
    const decider = analystSpec(config.model, who);
    return isAsked(decider) && questions > 0 ? [{ decider, settings: config.model_settings, role, questions }] : [];
  };
  return forecastOfParts([
    ...times(one.banks, replicates * megaruns),
    ...times(one.analysts, megaruns),
    ...more('analyst', 'loans.macro_lessons', megaruns),
    ...more('analyst', 'loans.synthesis', 1),
    ...more('designer', 'loans.design', Math.max(0, megaruns - 1 - hypotheses.length)),
  ]);
}
