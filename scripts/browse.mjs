// The dashboard in a real browser, from the first upload to a rollback. Against a stack that runs already
// and has nothing in it: scripts/foretide up --data EMPTY, then
//
//   npm install --prefix FOLDER playwright-core axe-core
//   NODE_PATH=FOLDER/node_modules node scripts/browse.mjs [--shots FOLDER]
//
// BASE is where the stack answers, CHROMIUM the browser. Ends with 0 and says so where either is absent.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BASE = process.env.BASE ?? 'http://localhost:8080';
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));
const SHOTS = process.argv.includes('--shots') ? process.argv[process.argv.indexOf('--shots') + 1] : null;
const WIDTHS = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } };
const LONG = 300_000;

const require = createRequire(import.meta.url);
let chromium;
let axe;
try {
  ({ chromium } = require('playwright-core'));
  axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
} catch {
  skip('playwright-core and axe-core are not installed');
}
if (!existsSync(CHROMIUM)) skip(`there is no browser at ${CHROMIUM}`);

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'foretide-browse-'));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const faults = [];
const page = await newPage('desktop', 'light');

async function newPage(width, colorScheme) {
  const context = await browser.newContext({ viewport: WIDTHS[width], colorScheme, acceptDownloads: true });
  const opened = await context.newPage();
  opened.on('pageerror', (error) => faults.push(`${width}: ${error.message}`));
  opened.on('dialog', (dialog) => faults.push(`${width}: a script ran: ${dialog.message()}`));
  opened.on('console', (said) => said.type() === 'error' && !said.text().includes('status of 4') && faults.push(`${width}: ${said.text()}`));
  return opened;
}

async function go(on, hash) {
  await on.goto(`${BASE}/#/${hash}`);
  await on.waitForFunction(() => !document.querySelector('main').hasAttribute('aria-busy') && document.querySelector('main h1'));
  await on.waitForTimeout(200);
}

async function step(name, work) {
  const began = Date.now();
  await work();
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function json(path) {
  return (await fetch(BASE + path)).json();
}

/** A change has to come back by replay before the page shows it. */
async function change(button, verb) {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('dialog').getByLabel('Why').fill('tried in a browser');
  await page.getByRole('dialog').getByRole('button', { name: verb }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function champion(version) {
  for (let i = 0; i < 100; i += 1) {
    if ((await json('/models/sales/overview')).aliases.champion === version) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`version ${version} did not become champion`);
}

await step('a file is dropped and its retrain watched to the end', async () => {
  await go(page, 'upload');
  await page.locator('foretide-retrain input[type=file]').setInputFiles(join(SAMPLES, 'sales.csv'));
  await page.getByText('Published').first().waitFor({ timeout: LONG });
  assert.equal((await json('/uploads')).items[0].rejected, 0);
});

await step('a forecast with its past is there', async () => {
  await go(page, 'forecasts?model=sales&by.product_id=P001');
  await page.getByText('95 % interval').first().waitFor();
  await page.getByText('observed').first().waitFor();
});

await step('a run is asked for by the form, and its loss seen to fall', async () => {
  await go(page, 'train?kind=lstm');
  await page.getByLabel('epochs', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.getByText('Loss of the fit under way').waitFor({ timeout: LONG });
  await page.getByText('Published').first().waitFor({ timeout: LONG });
});

await step('a version is promoted and rolled back', async () => {
  // The trainer may have promoted the second by itself; then the way back comes first.
  const newer = (await json('/models/sales/overview')).aliases.champion === 2;
  const promote = async () => {
    await go(page, 'models/sales');
    await change('Promote', 'Promote');
    await champion(2);
  };
  if (!newer) await promote();
  await go(page, 'models/sales');
  await change(/^Roll back to/, 'Roll back');
  await champion(1);
  if (newer) await promote();
  await go(page, 'models/sales?tab=audit');
  await page.getByText('tried in a browser').first().waitFor();
});

await step('versions are compared', async () => {
  await go(page, 'compare?model=sales&versions=1,2');
  await page.getByText('MASE against cost').waitFor();
});

await step('a zip is taken and its digests are right', async () => {
  await go(page, 'models/sales/1');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'All files as zip' }).click()]);
  await download.saveAs(join(folder, 'version.zip'));
  execFileSync('unzip', ['-q', 'version.zip'], { cwd: folder });
  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder });
});

await step('rows that cannot be read are shown, and sent again', async () => {
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, 'date,product_id,category,sales\n2025-12-28,<img src=x onerror=alert(1)>,bakery,5\n31/31/2025,P001,bakery,7\n');
  await go(page, 'upload');
  await page.getByText('How it is taken').click();
  await page.getByLabel('Retrain afterwards').uncheck();
  await page.locator('foretide-retrain input[type=file]').setInputFiles(bad);
  await page.getByText('Rows that were not taken').first().waitFor({ timeout: LONG });
  await go(page, 'health');
  await page.getByText('Correct and send again').first().click();
  await page.getByLabel('Header line').fill('date,product_id,category,sales');
  await page.getByLabel('Rows', { exact: true }).fill('2025-12-28,P001,bakery,7');
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('redrive-bad.csv').first().waitFor({ timeout: LONG });
});

const run = (await json('/runs?limit=1')).items[0].run;
const upload = (await json('/uploads?limit=1')).items[0].upload;
const pages = {
  overview: 'overview', upload: 'upload', receipt: `upload/${upload}`, catalogue: 'catalogue', kind: 'catalogue/lstm',
  train: 'train?kind=lstm', runs: 'runs', run: `runs/${run}`, compare: 'compare', suitability: 'compare?tab=suitability',
  models: 'models/sales', version: 'models/sales/1', artifacts: 'artifacts', architecture: 'artifacts/sales/2',
  forecasts: 'forecasts', health: 'health', api: 'api',
};

async function everyPage(on, width) {
  for (const [name, hash] of Object.entries(pages)) {
    await go(on, hash);
    const over = await on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) faults.push(`${width} ${name}: ${over} pixels too wide`);
    await on.evaluate(axe);
    const { violations } = await on.evaluate(() => globalThis.axe.run());
    for (const v of violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))) {
      faults.push(`${width} ${name}: ${v.id}, ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 120)}`);
    }
    if (SHOTS) await on.screenshot({ path: join(SHOTS, `${name}-${width}.png`), fullPage: true });
  }
}

await step('every page at both widths, judged by axe-core', async () => {
  await everyPage(page, 'desktop');
  await everyPage(await newPage('phone', 'dark'), 'phone');
});

await browser.close();
faults.forEach((fault) => console.error(fault));
console.log(faults.length ? `${faults.length} faults` : 'no faults');
process.exit(faults.length ? 1 : 0);
