/** Colours of a terminal, or none. */
export interface Painter {
  bold(text: string): string;
  dim(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  fix(text: string): string;
}

export function painter(hasColours: boolean): Painter {
  const style =
    (code: number) =>
    (text: string): string =>
      hasColours ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { bold: style(1), dim: style(2), error: style(31), warning: style(33), fix: style(36) };
}
