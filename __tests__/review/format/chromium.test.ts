import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Review } from '../../../lib/review/data/review';
import { reviewHtml } from '../../../lib/review/format/html';
import { example } from './example';
import { withTexts } from './hostile';

const CHROMIUM = '/usr/bin/chromium';
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isThere = existsSync(CHROMIUM);
const where = isThere ? describe : describe.skip;

where(`the page in Chromium${isThere ? '' : ` (skipped: there is none at ${CHROMIUM})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'review-page-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: false, args: QUIET });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the page of a review; everything that it asks for or complains about is noted. */
  async function open(review: Review, width = 1280): Promise<{ readonly page: Page; readonly noted: string[] }> {
    const file = join(folder, 'review.html');
    writeFileSync(file, reviewHtml(review));
    const page = await browser.newPage({ viewport: { width, height: 844 } });
    const noted: string[] = [];
    page.on('console', (message) => noted.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => noted.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      noted.push('dialog');
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) noted.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, noted };
  }

  const isOpen = (page: Page, id: string) => page.locator(`#${id}`).evaluate((element) => element.hasAttribute('open'));

  test('runs its script under its policy, asks for nothing and complains of nothing', async () => {
    const { page, noted } = await open(example);
    await expect(page.locator('#found').textContent()).resolves.toBe('31 entries');
    await expect(page.locator('svg .node').count()).resolves.toBe(9);
    expect(noted).toEqual([]);
    await page.close();
  });

  test('another script does not run, even when it is put into the page', async () => {
    const { page, noted } = await open(example);
    const stopped = page.waitForEvent('requestfailed');
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hostile = 1' }));
       document.body.insertAdjacentHTML('beforeend', '<img src="https://evil.example/x.png" onerror="window.hostile = 1">')`,
    );
    expect((await stopped).failure()?.errorText).toBe('csp');
    await expect(page.evaluate('window.hostile')).resolves.toBeUndefined();
    expect(noted.filter((note) => note.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
    await page.close();
  });

  test('the keyboard alone opens a section, filters and leaps', async () => {
    const { page } = await open(example);
    await page.locator('#close-all').focus();
    await page.keyboard.press('Enter');
    expect(await isOpen(page, 'refused')).toBe(false);
    await page.keyboard.press('Tab');
    await expect(page.evaluate('document.activeElement.parentElement.id')).resolves.toBe('refused');
    await expect(page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).resolves.toBe('solid');
    await page.keyboard.press('Enter');
    expect(await isOpen(page, 'refused')).toBe(true);

    await page.locator('#filter').focus();
    await page.keyboard.type('nvidia');
    await expect(page.locator('#found').textContent()).resolves.toBe('1 of 31 entries');
    await expect(page.locator('.entry:visible').count()).resolves.toBe(1);
    expect(await isOpen(page, 'capacity')).toBe(true);

    await page.reload();
    await page.keyboard.press('Tab');
    await expect(page.evaluate('document.activeElement.textContent')).resolves.toBe('To the sections');
    await page.locator('nav a[href="#changes"]').focus();
    await page.keyboard.press('Enter');
    expect(await isOpen(page, 'changes')).toBe(true);
    await page.close();
  });

  test('what is grave can be seen alone', async () => {
    const { page } = await open(example);
    await page.locator('#grave').check();
    const graves = await page
      .locator('.entry:visible')
      .evaluateAll((entries) => entries.map(({ className }) => className));
    expect(graves.length).toBeGreaterThan(0);
    expect(graves.filter((name) => !/ (bad|warn)$/.test(name))).toEqual([]);
    await page.close();
  });

  test.each([390, 1280])('at a width of %i nothing but tables and drawing scrolls sideways', async (width) => {
    const { page } = await open(example, width);
    await expect(page.evaluate('document.documentElement.scrollWidth')).resolves.toBe(width);
    await page.close();
  });

  test('hostile texts are read, and do nothing', async () => {
    const attack = (index: number) =>
      `${index}</script><script>window.hostile=1</script><img src=https://evil.example/x onerror="window.hostile=1">' onfocus=window.hostile=1 autofocus x='\u202E`;
    const { page, noted } = await open(withTexts(example, attack));
    await expect(page.evaluate('window.hostile')).resolves.toBeUndefined();
    await expect(page.locator('h1').textContent()).resolves.toBe('Refused some of it never reaches the cluster');
    expect(await page.locator('#refused .entry').textContent()).toContain(
      '</script><script>window.hostile=1</script><img src=',
    );
    expect(await page.locator('#refused .entry').textContent()).toContain('\\u202e');
    expect(noted).toEqual([]);
    await page.close();
  });
});
