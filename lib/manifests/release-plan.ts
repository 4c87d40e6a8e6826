import { cellsIn, cellsText } from './release-cells';

/** Pods, and what they request. */
export interface PlannedLoad {
  readonly pods: number;
  /** Kubernetes quantities. */
  readonly cpu: string;
  readonly memory: string;
  /** Of all kinds together. */
  readonly accelerators: number;
}

/** One apply of a release, as its plan has it. */
export interface PlannedStage {
  readonly stageName: string;
  /** What to write for it. */
  readonly change: string;
  /** Both sides when the stage is reached: pods, and the share of the requests in percent. */
  readonly sides: readonly { readonly replicas: number; readonly weight: number }[];
  readonly steady: PlannedLoad;
  /** At most on the way. */
  readonly peak: PlannedLoad;
  /** Fewest ready pods on the way. */
  readonly lowestCapacity: { readonly pods: number };
  /** The same while the stage is rolled back; nothing where that is over. */
  readonly rollback?: { readonly pods: number };
  /** What changes about the Service's selector, as a sentence. */
  readonly selectorChange?: string;
}

/** What the columns of a plan are called. */
export const PLAN_COLUMNS: readonly string[] = [
  'apply',
  'write',
  'pods',
  'weights',
  'steady',
  'at most',
  'ready at least',
  'ready after a rollback',
  'selector',
];

const EMPTY_END = /( \| )+$/;

/** A stage as the cells of a row. */
export function planCells(stage: PlannedStage): string[] {
  return [
    stage.stageName,
    stage.change,
    stage.sides.map(({ replicas }) => replicas).join(' + '),
    stage.sides.map(({ weight }) => `${weight} %`).join(', '),
    loadText(stage.steady),
    loadText(stage.peak),
    String(stage.lowestCapacity.pods),
    stage.rollback ? String(stage.rollback.pods) : '',
    stage.selectorChange ?? '',
  ];
}

/** A plan as text, a line each stage: what people read in a manifest. */
export function planText(stages: readonly PlannedStage[]): string {
  return stages.map((stage) => `${cellsText(planCells(stage)).replace(EMPTY_END, '')}\n`).join('');
}

/** Reads what `planText` wrote; nothing where somebody else did. */
export function readPlan(text: string): PlannedStage[] | undefined {
  const stages = text
    .split('\n')
    .filter((line) => line !== '')
    .map(stageIn);
  return stages.length === 0 || stages.includes(undefined) ? undefined : (stages as PlannedStage[]);
}

function stageIn(line: string): PlannedStage | undefined {
  const cells = cellsIn(line);
  const [stageName, change, pods, weights, steadyText, peakText, ready, rollback = '', selectorChange = ''] = cells;
  if (cells.length < 7 || cells.length > PLAN_COLUMNS.length) return undefined;
  const [steady, peak] = [loadIn(steadyText), loadIn(peakText)];
  const replicas = /^\d{1,9} \+ \d{1,9}$/.test(pods) ? pods.split(' + ').map(Number) : [];
  const shares = /^\d{1,3} %, \d{1,3} %$/.test(weights) ? weights.split(', ').map((share) => parseInt(share, 10)) : [];
  if (!steady || !peak || replicas.length !== 2 || shares.length !== 2) return undefined;
  if (!/^\d{1,9}$/.test(ready) || !/^\d{0,9}$/.test(rollback)) return undefined;
  return {
    stageName,
    change,
    sides: replicas.map((count, side) => ({ replicas: count, weight: shares[side] })),
    steady,
    peak,
    lowestCapacity: { pods: Number(ready) },
    ...(rollback !== '' && { rollback: { pods: Number(rollback) } }),
    ...(selectorChange !== '' && { selectorChange }),
  };
}

function loadText({ pods, cpu, memory, accelerators }: PlannedLoad): string {
  const devices = accelerators === 0 ? '' : `, ${accelerators} ${accelerators === 1 ? 'accelerator' : 'accelerators'}`;
  return `${pods} (${cpu} CPU, ${memory}${devices})`;
}

function loadIn(text: string): PlannedLoad | undefined {
  const found = /^(\d{1,9}) \(([\w.]+) CPU, ([\w.]+)(?:, (\d{1,9}) accelerators?)?\)$/.exec(text);
  if (!found) return undefined;
  const [, pods, cpu, memory, accelerators = '0'] = found;
  return { pods: Number(pods), cpu, memory, accelerators: Number(accelerators) };
}
