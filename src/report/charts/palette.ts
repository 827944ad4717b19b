/**
 * Eight colours that people with any common colour vision tell apart (Okabe and Ito 2008, "Color Universal Design"),
 * strongest contrast on white first; yellow, the weakest on paper, is last.
 */
export const PALETTE = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#B8A800'] as const;
/** Dashes tell series apart without any colour, as in a photocopy. */
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
  [4, 2],
  [12, 4],
  [2, 2, 6, 2],
  [1, 2],
];
export const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'triangle-right', 'triangle-left'] as const;
export const INK = '#1a1a1a';
export const MUTED = '#5a5a5a';
/** Sequential, even in lightness, safe for colour-blind readers and in grey (Nuñez, Anderton and Renslow 2018). */
export const SEQUENTIAL = 'cividis';
/** Blue, white, orange: told apart by every common colour vision, and light enough at the ends for dark figures. */
export const DIVERGING = ['#6baed6', '#ffffff', '#fd9a4b'];
/** Plot width in pixels: at a text width of 16 cm the labels are then about 9 pt. */
export const PLOT_WIDTH_PIXELS = 460;
export const PLOT_HEIGHT_PIXELS = 290;
