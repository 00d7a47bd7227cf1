// Somebody before the pages, who also looks up what the registry says.
import assert from 'node:assert/strict';
import { go } from './open.mjs';

export class Reader {
  constructor(page, base) {
    this.page = page;
    this.base = base;
  }

  async json(path) {
    return (await fetch(this.base + path)).json();
  }

  go(hash) {
    return go(this.page, this.base, hash);
  }

  async until(what, holds, most = 15_000) {
    for (const end = Date.now() + most; Date.now() < end; ) {
      if (await holds()) return;
      await this.page.waitForTimeout(100);
    }
    assert.fail(what);
  }

  /** A file of this machine, chosen as a person does. */
  async choose(path) {
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'), this.page.getByRole('button', { name: 'Choose a file' }).click(),
    ]);
    await chooser.setFiles(path);
  }

  /**
   * Presses a button, and does what its dialog asks about.
   * @param more fills what else the dialog asks for
   */
  async change(button, verb, { within = this.page, who, more = () => {} } = {}) {
    await within.getByRole('button', { name: button }).first().click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('tried in a browser');
    if (who) await dialog.getByLabel('Who').fill(who);
    await more(dialog);
    await dialog.getByRole('button', { name: verb }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}
