// The dashboard in a real browser, from the first upload to a rollback, on a stack that has nothing in it.
// scripts/browse starts one, and gives FORETIDE_BASE, where it answers, FORETIDE_BEGAN, when it was started, and
// FORETIDE_SHOP_PORT, a free port whose address it knows as that of a friendly page.
//
//   node story.mjs [--browser firefox] [--pages] [--shots FOLDER]
//
// With --pages only the pages are looked at, of a stack that has been gone through before.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { canary, filesDeleted, promoteAndRollBack } from './changes.mjs';
import { fromAnotherAddress, refusedToStrangers, throughAProxy } from './embed.mjs';
import { byKeyboard } from './keyboard.mjs';
import { Windows, settled } from './open.mjs';
import { addresses, everyPage } from './pages.mjs';
import { Reader } from './reader.mjs';

const { values: options } = parseArgs({
  options: { browser: { type: 'string', default: 'chromium' }, pages: { type: 'boolean' }, shots: { type: 'string' } },
});
const BASE = process.env.FORETIDE_BASE ?? 'http://localhost:8080';
const BEGAN = Number(process.env.FORETIDE_BEGAN ?? 0);
if (options.shots) mkdirSync(options.shots, { recursive: true });
const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
const LONG = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'foretide-browse-'));
const windows = await Windows.open(options.browser);
const page = await windows.page();
const reader = new Reader(page, BASE);

/** What fails is a fault, with a picture of it; the story goes on, so that one run tells of all. */
async function step(name, work) {
  const began = Date.now();
  try {
    await work();
  } catch (error) {
    const picture = join(folder, `fault-${windows.faults.length}.png`);
    await page.screenshot({ path: picture });
    const fault = `${name}: ${error.message.split('\n').slice(0, 4).join(' ')} (${picture})`;
    windows.faults.push(fault);
    console.log(fault);
  }
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function newcomer() {
  await page.goto(BASE);
  await page.getByRole('link', { name: 'Upload a file', exact: true }).click();
  await settled(page);
  await reader.choose(join(SAMPLES, 'sales.csv'));
  await page.getByRole('progressbar').nth(1).waitFor({ timeout: LONG });
  await page.getByRole('img', { name: 'Loss of the fit under way' }).waitFor({ timeout: LONG });
  await page.getByText('Published').first().waitFor({ timeout: LONG });
  await page.getByRole('link', { name: 'See the forecast' }).click();
  await page.getByText('95 % interval').first().waitFor({ timeout: LONG });
  if (BEGAN) console.log(`from the start of the stack to the first forecast: ${((Date.now() - BEGAN) / 1000).toFixed(1)} s`);
  assert.equal((await reader.json('/uploads')).items[0].rejected, 0);
}

async function oneProduct() {
  await page.getByLabel('product_id').selectOption('P001');
  await page.getByRole('img', { name: 'sales of sales/P001' }).waitFor();
  await page.getByText('observed').first().waitFor();
  await page.getByLabel('Stock on hand').fill('40');
  await page.getByLabel('Stock on hand').press('Enter');
  await page.getByText('Order now').waitFor();
  await reader.until('the stock that was typed is not counted with', () => page.getByText('not said').count().then((n) => n === 0));
}

async function trainByForm() {
  await reader.go('train?model=sales&kind=lstm');
  await page.getByLabel('epochs', { exact: true }).fill('many');
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.getByText('A number is expected here.').waitFor();
  await page.getByLabel('epochs', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.getByRole('img', { name: 'Loss of the fit under way' }).waitFor({ timeout: LONG });
  await page.getByText('Published').first().waitFor({ timeout: LONG });
  // Other words of the page may say so too: the version itself is what counts.
  await reader.until('no second version', async () => (await reader.json('/models/sales/versions')).total > 1, LONG);
}

async function stopARun() {
  await reader.go('train?model=sales&kind=lstm');
  await page.getByLabel('epochs', { exact: true }).fill('5000');
  await page.getByLabel('patience', { exact: true }).fill('5000');
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.getByText(/epoch \d+ of/).first().waitFor({ timeout: LONG });
  await page.getByRole('button', { name: 'Stop the run' }).click();
  await page.locator('.notice.bad').getByText(/cancel/i).first().waitFor({ timeout: LONG });
}

async function compareVersions() {
  await reader.go('compare?model=sales&versions=1,2');
  await page.getByRole('group', { name: /^MASE against/ }).waitFor();
  await page.getByText('epochs').first().waitFor();
}

async function curvesOverEachOther() {
  await reader.go('runs');
  for (const run of (await reader.json('/runs?limit=10')).items.filter((r) => r.status === 'FINISHED')) {
    await page.getByLabel(`Curve of ${run.run}`).check();
  }
  await page.getByRole('img', { name: 'Loss by epoch of the last fit' }).waitFor();
}

async function zipWithDigests() {
  await reader.go('models/sales/1');
  const all = page.getByRole('link', { name: 'All files as zip' });
  const [download] = await Promise.all([page.waitForEvent('download'), all.click()]);
  const zip = join(folder, 'version.zip');
  // Over WebDriver BiDi a download is told of, but not where it lies.
  if (windows.name === 'firefox') writeFileSync(zip, Buffer.from(await (await fetch(await all.evaluate((link) => link.href))).arrayBuffer()));
  else await download.saveAs(zip);
  execFileSync('unzip', ['-q', 'version.zip'], { cwd: folder });
  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder });
}

async function redriveRows() {
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, 'date,product_id,category,sales\n2026-01-02,<img src=x onerror=alert(1)>,bakery,5\n31/31/2026,P001,bakery,7\n');
  await reader.go('upload');
  await page.getByText('How it is taken').click();
  await page.getByLabel('Train anew').uncheck();
  await page.locator('foretide-retrain input[type=file]').setInputFiles(bad);
  await page.getByText('Rows that were not taken').first().waitFor({ timeout: LONG });
  await reader.go('health');
  await page.getByText('Correct and send again').first().click();
  await page.getByLabel('Header line').fill('date,product_id,category,sales');
  await page.getByLabel('Rows', { exact: true }).fill('2026-01-01,P001,bakery,57');
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('redrive-bad.csv').first().waitFor({ timeout: LONG });
}

/** An observation that a forecast was made of is shown beside it. */
async function actualsCome() {
  await reader.until('no actual met its forecast', async () => (await reader.json('/forecasts/coverage')).some((c) => c.scored > 0));
  await reader.go('forecasts?model=sales&by.product_id=P001');
  await page.getByText(/came \(hollow/).first().waitFor();
}

if (!options.pages) {
  await step('a newcomer drops a file, watches the retrain and sees a forecast', newcomer);
  await step('a forecast of one product, with its past and what to order', oneProduct);
  await step('a run is asked for by the form, and its loss seen to fall', trainByForm);
  await step('a version is promoted and rolled back', () => promoteAndRollBack(reader));
  await step('a version answers for a share of the series, and no longer', () => canary(reader));
  await step('versions are compared', compareVersions);
  await step('loss curves are laid over each other', curvesOverEachOther);
  await step('a zip is taken and its digests are right', zipWithDigests);
  await step('rows that cannot be read are shown, and sent again', redriveRows);
  await step('an actual meets its forecast', actualsCome);
  await step('in a page of another address, named in http.origins: a file, and its retrain to the end',
    () => fromAnotherAddress(reader, join(SAMPLES, 'sales-update.csv'), LONG));
  await step('in a page whose server stands before the registry: a file', () => throughAProxy(reader, join(SAMPLES, 'sales.csv'), LONG));
  await step('a page of any other address is refused', () => refusedToStrangers(reader, windows.browser));
  await step('a run is stopped', stopARun);
  await step('files that nobody needs are erased', () => filesDeleted(reader));
}
// In a window of its own: in one that has been through all of the above, Firefox driven over WebDriver BiDi lost a key.
await step('without a mouse', async () => byKeyboard(await windows.page(), BASE));
await step('every page at both widths, light and dark, judged by axe-core', async () =>
  everyPage(windows, BASE, await addresses((path) => reader.json(path)), { shots: options.shots }));

await windows.browser.close();
windows.faults.forEach((fault) => console.error(fault));
console.log(windows.faults.length ? `${windows.faults.length} faults` : 'no faults');
process.exit(windows.faults.length ? 1 : 0);
