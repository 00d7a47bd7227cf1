// What can be done without a mouse.
import assert from 'node:assert/strict';
import { go, settled } from './open.mjs';

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

/** Goes on with Tab until something with that text has the focus. */
async function tabTo(page, text, most = 60) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === text) return;
  }
  assert.fail(`Tab does not lead to "${text}"`);
}

export async function byKeyboard(page, base) {
  await go(page, base, 'overview');
  await page.reload();
  await settled(page);
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to content');
  await tabTo(page, 'Forecasts');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Forecasts', level: 1 }).waitFor();
  await settled(page);
  assert.equal(await focused(page), 'Forecasts', 'a new page begins at its heading');

  const plot = page.locator('.chart-plot').first();
  await plot.focus();
  await page.keyboard.press('End');
  const last = await page.locator('.readout').first().textContent();
  await page.keyboard.press('ArrowLeft');
  const before = await page.locator('.readout').first().textContent();
  assert.ok(last.includes('95 % interval') && before !== last, 'arrow keys read the chart');

  await go(page, base, 'models/sales');
  const opener = page.getByRole('button', { name: /^(Promote|Roll back)/ }).first();
  const name = await opener.textContent();
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await focused(page), name, 'a dialog that is left gives the focus back');

  await page.getByRole('button', { name: 'MASE' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('columnheader', { name: 'MASE' }).getAttribute('aria-sort'), 'ascending');
}
