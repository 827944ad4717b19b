/** A column of a table whose cells stand to the right, as numbers do. */
export const right = (label: string): { readonly label: string; readonly align: 'right' } => ({ label, align: 'right' });
