import * as path from 'node:path';
import { isThere } from './commands';
import { generate, type Language, LANGUAGES, stage } from './generate';

// Makes the packages of other languages into build/packages/<language>, from what `npm run build` made:
// `npm run package` makes all of them, `npm run package:go` one, and with `-- --code-only` its sources alone.
// A package of Go is its sources; the others are made by a tool of their language.
const TOOLS = { python: 'python3', java: 'mvn', go: 'go', dotnet: 'dotnet' } as const;
const OUTDIR = path.join(__dirname, '..', '..', 'build', 'packages');

function main(given: readonly string[]): void {
  const names = given.filter((each) => each !== '--code-only');
  const unknown = names.find((each) => !LANGUAGES.includes(each as Language));
  if (unknown !== undefined) throw new Error(`${unknown} must be one of ${LANGUAGES.join(', ')}, or --code-only`);
  const languages = names.length > 0 ? (names as Language[]) : LANGUAGES;
  const isCodeOnly = (language: Language): boolean => {
    if (given.includes('--code-only') || language === 'go') return true;
    const tool = TOOLS[language];
    if (isThere(tool)) return false;
    console.error(`${language}: its sources alone, since ${tool} is not on this machine`);
    return true;
  };
  stage();
  generate(
    languages.map((language) => ({ language, codeOnly: isCodeOnly(language) })),
    OUTDIR,
  );
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
