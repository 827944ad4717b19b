/** A name of the program as people write it. */
export const words = (name: unknown): string => String(name).replaceAll('_', ' ');
