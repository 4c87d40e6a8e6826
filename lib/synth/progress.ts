/** Where progress is shown: standard error. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Facts for the last line. */
export interface SynthSummary {
  readonly charts: number;
  readonly objects: number;
  readonly bytes: number;
}

const PATIENCE_MS = 1000;
const REDRAW_MS = 100;
/** The clock is asked once for this many objects. */
const STRIDE = 64;

/**
 * Shows a person how far a synthesis is, once it lasts over a second; silent in pipes and continuous integration.
 */
export class Progress {
  private readonly start: number;
  private readonly isSilent: boolean;
  private drawn = 0;
  private done = 0;

  public constructor(
    private readonly total: number,
    private readonly output: ProgressOutput = process.stderr,
    private readonly now: () => number = () => performance.now(),
    isContinuousIntegration = process.env.CI !== undefined && process.env.CI !== 'false',
  ) {
    this.start = now();
    this.isSilent = !output.isTTY || isContinuousIntegration;
  }

  /** One object more is done. */
  public tick(): void {
    this.done++;
    if (this.isSilent || this.done % STRIDE !== 0) return;
    const time = this.now();
    if (time - this.start < PATIENCE_MS || time - this.drawn < REDRAW_MS) return;
    this.drawn = time;
    const rate = Math.round((1000 * this.done) / (time - this.start));
    this.output.write(`\r\x1b[Ksynthesizing: ${this.done} of ${this.total} objects, ${rate} a second`);
  }

  /** The last line, in place of the progress. */
  public finish({ charts, objects, bytes }: SynthSummary): void {
    const seconds = (this.now() - this.start) / 1000;
    if (this.isSilent || seconds < PATIENCE_MS / 1000) return;
    this.output.write(
      `\r\x1b[Ksynthesized ${charts} charts, ${objects} objects, ${bytes} bytes in ${seconds.toFixed(1)} s\n`,
    );
  }

  /** Takes the progress line away before something else is said. */
  public clear(): void {
    if (this.drawn > 0) this.output.write('\r\x1b[K');
  }
}
