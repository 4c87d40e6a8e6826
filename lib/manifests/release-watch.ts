import { cellsIn, cellsText } from './release-cells';

/** A figure that says whether a release may go on. */
export interface ReleaseFigure {
  readonly queryName: string;
  readonly comparison: '>=' | '<=';
  readonly threshold: number;
  readonly meaning: string;
  /** PromQL. */
  readonly query: string;
}

/** A stage with its figures, as its plan has them. */
export interface WatchedStage {
  readonly queries?: readonly {
    readonly [Key in keyof ReleaseFigure]: Key extends 'comparison' ? string : ReleaseFigure[Key];
  }[];
  /** Those that are missing, with the reason: `errors: SGLang has no ...`. */
  readonly missingQueries?: readonly string[];
}

/** Figures of a release, each with the stages that they are read at, by their numbers from 1. */
export interface ReleaseFigures {
  readonly figures: readonly (ReleaseFigure & { readonly stages: readonly number[] })[];
  /** Names of those that are missing, with the reason. */
  readonly missing: readonly string[];
}

/** The first cell of a line that speaks of a figure that is missing. */
const MISSING = 'missing';

/** The figures of a plan as text, a line each: what people read in a manifest. */
export function watchText(stages: readonly WatchedStage[]): string {
  const found = new Map<string, number[]>();
  for (const [index, { queries = [] }] of stages.entries()) {
    for (const { queryName, comparison, threshold, meaning, query } of queries) {
      const cells = cellsText([queryName, `${comparison} ${threshold}`, meaning, query]);
      found.set(cells, [...(found.get(cells) ?? []), index + 1]);
    }
  }
  const missing = new Set(stages.flatMap(({ missingQueries = [] }) => missingQueries));
  return [
    ...[...found].map(([cells, numbers]) => `${cellsText([numbers.join(', ')])} | ${cells}\n`),
    ...[...missing].map((reason) => `${cellsText([MISSING, reason])}\n`),
  ].join('');
}

/** Reads what `watchText` wrote; of what somebody else did nothing. */
export function readWatch(text: string): ReleaseFigures {
  const rows = text.split('\n').map(cellsIn);
  return {
    figures: rows.flatMap((cells) => figureIn(cells) ?? []),
    missing: rows.flatMap((cells) => (cells.length === 2 && cells[0] === MISSING ? [cells[1]] : [])),
  };
}

function figureIn(cells: readonly string[]): ReleaseFigures['figures'][number] | undefined {
  const [stages, queryName, condition, meaning, query] = cells;
  const held = /^(>=|<=) (\d+(?:\.\d+)?)$/.exec(condition ?? '');
  if (cells.length !== 5 || !held || !/^\d{1,6}(, \d{1,6})*$/.test(stages)) return undefined;
  return {
    stages: stages.split(', ').map(Number),
    queryName,
    comparison: held[1] as ReleaseFigure['comparison'],
    threshold: Number(held[2]),
    meaning,
    query,
  };
}

/** A condition in words: `at most 0.01`. */
export function conditionText({ comparison, threshold }: Pick<ReleaseFigure, 'comparison' | 'threshold'>): string {
  return `${comparison === '>=' ? 'at least' : 'at most'} ${threshold}`;
}
