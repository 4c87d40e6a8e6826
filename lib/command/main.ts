#!/usr/bin/env node
import { DISK, MAX_BYTES } from '../manifests/read';
import { DISK_WRITER } from './file-writer';
import { gitIn } from './git/git';
import { run } from './run';

/** Standard input as it comes, up to the first byte that makes it too large. */
async function standardInput(): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_BYTES) break;
  }
  return Buffer.concat(pieces);
}

/** Whoever reads the output may stop early, as `head` does. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { NO_COLOR, TERM } = process.env;

void run(process.argv.slice(2), {
  fileSystem: DISK,
  writer: DISK_WRITER,
  git: gitIn(process.cwd()),
  standardInput,
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
  // https://no-color.org
  hasColours: process.stdout.isTTY && (NO_COLOR ?? '') === '' && TERM !== 'dumb',
  today: new Date().toISOString().slice(0, 10),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
