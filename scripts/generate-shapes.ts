import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readPublicApi } from './shapes/public-api';
import { renderStructs } from './shapes/render';

const FILE = resolve(__dirname, '../lib/private/generated/structs.ts');

mkdirSync(resolve(FILE, '..'), { recursive: true });
writeFileSync(FILE, renderStructs(readPublicApi()));
