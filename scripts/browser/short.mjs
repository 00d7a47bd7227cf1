// The first minutes in a real browser, on an empty stack whose models train at once: for the tests. story.mjs is all of it.
//
//   FORETIDE_BASE=http://localhost:8080 node short.mjs FILE
//
// FILE has a row that cannot be read.
import assert from 'node:assert/strict';
import { Windows, settled } from './open.mjs';
import { everyPage } from './pages.mjs';
import { Reader } from './reader.mjs';

const BASE = process.env.FORETIDE_BASE;
const windows = await Windows.open('chromium');
const page = await windows.page();
page.setDefaultTimeout(60_000);
const reader = new Reader(page, BASE);

await page.goto(BASE);
await page.getByRole('link', { name: 'Upload a file', exact: true }).click();
await settled(page);
await reader.choose(process.argv[2]);
await page.getByText('Rows that were not taken: 1').waitFor();
await page.getByText('Published').first().waitFor();
await page.getByRole('link', { name: 'See the forecast' }).click();
await page.getByText('95 % interval').first().waitFor();
await reader.go('overview');
await page.getByRole('table', { name: 'Models' }).getByText('champion').waitFor();
assert.equal((await reader.json('/models/sales/overview')).aliases.champion, 1);
await everyPage(windows, BASE, { overview: 'overview', forecasts: 'forecasts?model=sales' }, { passes: [['phone', 'dark']] });

await windows.browser.close();
assert.deepEqual(windows.faults, []);
