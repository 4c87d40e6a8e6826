import { checkBytes, checkCpu } from '../../lib/private/quantity';

const wayOf = (problem: string | undefined): string => /got [^;(]*?((?:; |\().*)?$/.exec(problem ?? '')?.[1] ?? '';

test.each([
  ['1GB', "; write '1G' or '1Gi'"],
  ['512MB', "; write '512M' or '512Mi'"],
  ['512 MB', "; write '512M' or '512Mi'"],
  ['1.5gb', "; write '1.5G' or '1.5Gi'"],
  ['64KB', "; write '64k' or '64Ki'"],
  ['2g', "; write '2G' or '2Gi'"],
  ['1GiB', "; write '1Gi'"],
  ['20 Gi', "; write '20Gi'"],
  ['20gi', "; write '20Gi'"],
  ['512m', "('m' means thousandths, write 'Mi' for mebibytes)"],
  [512, "(a number; write a text such as '512Mi')"],
  ['lots', ''],
  ['0GB', ''],
  ['0', ''],
  ['-1Gi', ''],
])('a number of bytes written as %j: %s', (value, way) => {
  expect(wayOf(checkBytes('memory', value))).toBe(way);
});

test.each([
  ['2 cores', "; write '2'"],
  ['4vCPU', "; write '4'"],
  ['0.5c', "; write '0.5'"],
  ['500 m', "; write '500m'"],
  ['500M', ''],
  ['500millicores', "; write '500m'"],
  [2, "(a number; write a text such as '2')"],
  ['0', ''],
  ['half', ''],
])('CPU written as %j: %s', (value, way) => {
  expect(wayOf(checkCpu('cpu', value))).toBe(way);
});

test.each(['1G', '1Gi', '512Mi', '1.5Gi', '64k', '1024'])('%s is what it should be', (value) => {
  expect(checkBytes('memory', value)).toBeUndefined();
});
