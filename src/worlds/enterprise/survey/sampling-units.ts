/** Resampling as the sample was drawn: whole sampling units within their stratum, where a survey names them. */

export interface SamplingUnits {
  readonly unit: 'PSU' | 'household';
  /** Unit of each row: that in which its household was first seen. */
  readonly clusters: readonly string[];
  readonly strata?: readonly string[];
}

/** What is drawn in a resample of a survey's rows: primary sampling units where there are any, else households. */
export function samplingUnits(rows: {
  readonly household: readonly string[];
  readonly psu: readonly string[] | null;
  readonly stratum: readonly string[] | null;
}): SamplingUnits {
  const { household, psu, stratum } = rows;
  const clusters = psu === null ? household : firstOf(psu, household);
  return { unit: psu === null ? 'household' : 'PSU', clusters, ...strataOf(stratum, clusters) };
}

/** Stratum of each row, the first that its cluster was seen in, as an option of the cluster bootstrap; empty without strata. */
export function strataOf(stratum: readonly string[] | null, clusters: readonly string[]): { readonly strata?: readonly string[] } {
  return stratum === null ? {} : { strata: firstOf(stratum, clusters) };
}

/** Each row's value, replaced by the first that a row of the same group has. */
function firstOf(values: readonly string[], groups: readonly string[]): string[] {
  const first = new Map<string, string>();
  values.forEach((value, i) => {
    if (!first.has(groups[i])) first.set(groups[i], value);
  });
  return groups.map((group) => first.get(group) as string);
}
