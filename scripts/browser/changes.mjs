// What is served is changed, and what nobody needs is taken away.
import assert from 'node:assert/strict';

const LONG = 300_000;

const champion = (reader, version) => reader.until(`version ${version} did not become champion`,
  async () => (await reader.json('/models/sales/overview')).aliases.champion === version);

export async function promoteAndRollBack(reader) {
  // The trainer may have promoted the second by itself; then the way back comes first.
  const newer = (await reader.json('/models/sales/overview')).aliases.champion === 2;
  const promote = async () => {
    await reader.go('models/sales');
    await reader.change('Promote', 'Promote');
    await champion(reader, 2);
  };
  if (!newer) await promote();
  await reader.go('models/sales');
  await reader.change(/^Roll back to/, 'Roll back');
  await champion(reader, 1);
  if (newer) await promote();
  await reader.go('models/sales?tab=audit');
  await reader.page.getByText('tried in a browser').first().waitFor();
}

/** Without a mouse: the dialog begins at the share, and Enter sends it. */
export async function canary(reader) {
  const { page } = reader;
  const share = (percent) => reader.until(`the canary's share is not ${percent}`,
    async () => ((await reader.json('/models/sales/overview')).canaryShare ?? 0) === percent);
  await reader.go('models/sales');
  await page.getByRole('button', { name: 'Canary', exact: true }).first().focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'number', 'the dialog begins at the share');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('250');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  assert.ok(await page.getByRole('dialog').isVisible(), 'more than all series is refused before it is sent');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('40');
  await page.getByRole('dialog').getByLabel('Who').fill('ada');
  await page.keyboard.press('Enter');
  await share(40);
  await reader.until('the overview does not tell of the canary', async () => {
    await reader.go('overview');
    return (await page.getByText('40 %', { exact: true }).count()) > 0;
  });
  await reader.go('models/sales');
  await reader.change('Share', 'Change the share', { more: (dialog) => dialog.getByLabel('Percent of the series').fill('25') });
  await share(25);
  await reader.until('the canary cannot be ended', async () => {
    await reader.go('models/sales');
    return page.getByText('takes 25 % of the series').isVisible();
  });
  await reader.change('End canary', 'End it', { who: 'grace' });
  await share(0);
  const told = (await reader.json('/audit?model=sales')).items.filter((entry) => entry.alias === 'canary');
  assert.deepEqual(told.slice(0, 3).map(({ who, share: of }) => `${who} ${of}`), ['grace 0', 'ada 25', 'ada 40']);
}

/** A version that nobody needs is retired, and its files erased; those of the others stay. */
export async function filesDeleted(reader) {
  const { page } = reader;
  const sent = await fetch(`${reader.base}/models/train`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ model: 'sales', kind: 'naive' }),
  });
  const { run } = await sent.json();
  await reader.until('the naive run did not end', async () => (await reader.json(`/runs/${run}`)).status === 'FINISHED', LONG);
  const { version } = await reader.json(`/runs/${run}`);
  const row = () => page.getByRole('row').filter({ has: page.getByRole('link', { name: String(version), exact: true }) });
  // What lost to the champion runs in its shadow, and an alias protects it.
  const other = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Shadow' }) });
  await reader.go('models/sales');
  if ((await reader.json('/models/sales/overview')).aliases.challenger === version) await reader.change('Shadow', 'Shadow', { within: other });
  await reader.until('it cannot be retired', async () => {
    await reader.go('models/sales');
    return row().getByRole('button', { name: 'Retire' }).isVisible();
  });
  await reader.change('Retire', 'Retire', { within: row() });
  const retired = async () => (await reader.json(`/models/sales/versions/${version}`)).summary.retired;
  await reader.until('it was not retired', retired);
  const files = async (of) => (await reader.json(`/artifacts?model=sales&limit=500`)).items.filter((f) => f.version === of).length;
  const others = await files(1);
  await reader.go('artifacts');
  await page.getByLabel('Retired for days').fill('0');
  await reader.until('no file may be deleted', async () => {
    await page.getByRole('button', { name: 'Show what would go' }).click();
    await page.getByRole('table', { name: 'What would be deleted' }).waitFor();
    return page.getByRole('button', { name: /^Delete \d+ file/ }).isVisible();
  }, 60_000);
  await reader.change(/^Delete \d+ file/, /^Delete/, { who: 'ada' });
  await reader.until('its files are still listed', async () => (await files(version)) === 0);
  assert.equal(await files(1), others, 'the files of a version that is served stay');
  const told = (await reader.json('/audit?model=sales')).items.find((entry) => entry.what === 'DELETED');
  assert.deepEqual([told.version, told.who], [version, 'ada']);
}
