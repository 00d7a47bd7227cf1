// A browser of this machine, driven by playwright-core: Debian's chromium, or its firefox-esr over WebDriver BiDi.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PATHS = { chromium: '/usr/bin/chromium', firefox: '/usr/bin/firefox-esr' };

export const WIDTHS = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } };

/** What a test cannot do without; says so and ends well where it is absent. */
export function needed(name) {
  try {
    return require.resolve(name);
  } catch {
    return skip(`${name} is not installed: scripts/browse does that`);
  }
}

export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(0);
}

/** Pages of one browser; what goes wrong in any of them is written down in `faults`. */
export class Windows {
  constructor(browser, name) {
    this.browser = browser;
    this.name = name;
    this.faults = [];
  }

  static async open(name) {
    const path = process.env[name.toUpperCase()] ?? PATHS[name];
    if (!existsSync(path)) skip(`there is no browser at ${path}`);
    const playwright = require(needed('playwright-core'));
    const browser = await (name === 'firefox'
      ? playwright.firefox.launch({ executablePath: path, channel: 'moz-firefox' })
      : playwright.chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
    ).catch((error) => skip(`${path} does not start: ${error.message.split('\n')[0]}`));
    console.log(`${name} ${browser.version()}`);
    return new Windows(browser, name);
  }

  async page(width = 'desktop', colorScheme = 'light') {
    const context = await this.browser.newContext({
      viewport: WIDTHS[width], acceptDownloads: true, ...(this.name === 'firefox' ? {} : { colorScheme }),
    });
    const page = await context.newPage();
    const where = `${width} ${colorScheme}`;
    page.on('pageerror', (error) => this.faults.push(`${where}: ${error.message}`));
    page.on('dialog', (dialog) => this.faults.push(`${where}: a script ran: ${dialog.message()}`));
    page.on('console', (said) => {
      // An answer that says no, or not yet, is shown on the page, and the browser tells of it once more.
      const expected = /status of (4|503)/.test(said.text());
      if (said.type() === 'error' && !expected) this.faults.push(`${where}, ${page.url()}: ${said.text().slice(0, 200)}`);
    });
    return page;
  }
}

/** Goes to a page of the dashboard and waits until it is there. */
export async function go(page, base, hash) {
  const address = `${base}/#/${hash}`;
  // Asked in the page: over WebDriver BiDi nobody tells that another fragment was gone to.
  const here = await page.evaluate(() => window.location.href);
  if (here === address) {
    // The same address again would leave the page as it is.
    await page.reload();
  } else if (here.startsWith(`${base}/#`)) {
    await page.evaluate((to) => new Promise((gone) => {
      window.addEventListener('hashchange', gone, { once: true });
      setTimeout(gone, 5000);
      window.location.hash = to;
    }), `#/${hash}`);
  } else {
    await page.goto(address);
  }
  await settled(page);
}

export async function settled(page) {
  await page.waitForFunction(() => {
    const main = document.querySelector('main');
    return !main.hasAttribute('aria-busy') && main.querySelector('h1');
  });
  // Charts draw themselves once they have a width.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}
