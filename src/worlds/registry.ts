/** The list of worlds: all that the command knows of them. A world's code is loaded when it is asked for. */
import type { World } from '../lab/index.ts';

export interface WorldEntry {
  readonly name: string;
  /** The question it answers, in one line. */
  readonly question: string;
  readonly load: () => Promise<World>;
}

export const WORLDS: readonly WorldEntry[] = [
  {
    name: 'payments',
    question: 'how should banks fund and time payments in a real-time gross settlement system?',
    load: async () => (await import('./payments/index.ts')).paymentsWorld,
  },
  {
    name: 'loans',
    question: 'what rates do lenders set, and what market results?',
    load: async () => (await import('./loans/index.ts')).loansWorld,
  },
  {
    name: 'enterprise',
    question: 'when do households open or close a small business to cope with price shocks?',
    load: async () => (await import('./enterprise/index.ts')).enterpriseWorld,
  },
  {
    name: 'resilience',
    question: 'after a financial shock, which sequence of moves recovers a household best?',
    load: async () => (await import('./resilience/index.ts')).resilienceWorld,
  },
];
