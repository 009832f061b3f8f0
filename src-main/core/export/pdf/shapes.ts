/** Signs that people write and the fonts do not have, drawn: paths in a square of 1000, the baseline at 800, y downwards. */
export interface Shape {
  /** Of 1000. */
  width: number
  path: string
  isFilled?: true
}

const BOX = 'M120 240 h600 v600 h-600 Z'

export const SHAPES: Readonly<Record<string, Shape>> = {
  '→': { width: 900, path: 'M100 520 H780 M560 320 L780 520 L560 720' },
  '←': { width: 900, path: 'M800 520 H120 M340 320 L120 520 L340 720' },
  '↔': { width: 900, path: 'M120 520 H780 M300 340 L120 520 L300 700 M600 340 L780 520 L600 700' },
  '⇒': { width: 900, path: 'M100 430 H700 M100 610 H700 M580 280 L800 520 L580 760' },
  '✓': { width: 800, path: 'M120 540 L320 760 L700 260' },
  '✔': { width: 800, path: 'M120 540 L320 760 L700 260' },
  '✗': { width: 760, path: 'M160 260 L600 780 M600 260 L160 780' },
  '✘': { width: 760, path: 'M160 260 L600 780 M600 260 L160 780' },
  '⚑': { width: 760, path: 'M150 900 V170 H220 L680 350 L220 540 V900 Z', isFilled: true },
  '☐': { width: 860, path: BOX },
  '☑': { width: 860, path: `${BOX} M240 540 L390 700 L620 370` },
  '☒': { width: 860, path: `${BOX} M260 380 L580 700 M580 380 L260 700` },
  '⚠': { width: 900, path: 'M450 200 L830 820 H70 Z M450 420 V620 M450 700 V740' },
  '≤': { width: 700, path: 'M600 280 L120 460 L600 640 M120 780 H600' },
  '≥': { width: 700, path: 'M100 280 L580 460 L100 640 M100 780 H580' },
  '≠': { width: 700, path: 'M100 440 H600 M100 620 H600 M220 800 L480 260' },
  '≈': { width: 700, path: 'M100 480 Q225 340 350 460 T600 420 M100 680 Q225 540 350 660 T600 620' },
  '•': { width: 500, path: 'M140 540 a110 110 0 1 0 220 0 a110 110 0 1 0 -220 0', isFilled: true }
}

/** Stands for a character that is in no font. */
export const MISSING: Shape = { width: 700, path: 'M100 260 h500 v560 h-500 Z' }
