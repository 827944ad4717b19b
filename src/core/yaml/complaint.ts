/** What a schema complains of, most telling first. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
  /** Of a union: the complaints of each alternative. */
  readonly errors?: readonly (readonly Complaint[])[];
}

/** A misspelt key is a missing one as well: the first says more. */
export function mostTelling(complaints: readonly Complaint[]): Complaint {
  const all = complaints.map(inUnion);
  return all.find(({ code }) => code === 'unrecognized_keys') ?? all[0];
}

/** Of a union's complaints, the one that got deepest says most. */
function inUnion(complaint: Complaint): Complaint {
  if (complaint.errors === undefined) return complaint;
  const inner = complaint.errors.flat().map(inUnion);
  const unknownKey = inner.find(({ code }) => code === 'unrecognized_keys');
  const deepest = [...inner].sort((a, b) => b.path.length - a.path.length)[0];
  const chosen = unknownKey ?? (deepest !== undefined && deepest.path.length > 0 ? deepest : undefined);
  return chosen === undefined ? complaint : { ...chosen, path: [...complaint.path, ...chosen.path] };
}
