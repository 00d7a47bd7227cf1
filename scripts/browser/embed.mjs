// <foretide-retrain> within somebody else's page: plain HTML with styles and a policy of its own, on a server of its own.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';

/** A page with no taste, whose styles must stay its own. */
const STYLES = 'button { display: none } body, body * { color: red; font: 40px cursive } .card, .stack { display: inline }';

const SCRIPT = `
  const told = document.querySelector('ol');
  for (const name of ['receipt', 'run', 'progress', 'result', 'error']) {
    document.addEventListener('foretide-' + name, (event) => {
      const item = document.createElement('li');
      item.textContent = name + ' ' + (event.detail.stage ?? event.detail.message ?? '');
      told.append(item);
    });
  }`;

function shopPage(from, attributes) {
  return `<!doctype html><html lang="en"><title>A shop</title><link rel="stylesheet" href="/shop.css">
    <script type="module" src="/shop.js"></script><script type="module" src="${from}/dashboard/retrain.js"></script>
    <h1>A shop</h1><foretide-retrain dataset="sales" ${attributes}></foretide-retrain><ol></ol></html>`;
}

/** Serves the page; what is asked below /foretide/ it passes on to a registry, as an app's proxy would. */
async function opened(registry, port, from, attributes) {
  const policy = `default-src 'none'; img-src 'self'; script-src 'self' ${registry}; style-src 'self' ${registry}; connect-src 'self' ${registry}`;
  const own = {
    '/': ['text/html', shopPage(from, attributes)], '/shop.css': ['text/css', STYLES], '/shop.js': ['text/javascript', SCRIPT],
  };
  const server = createServer((asked, answer) => {
    const [type, text] = own[asked.url] ?? [];
    if (type) {
      answer.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(text);
    } else if (asked.url.startsWith('/foretide/')) {
      passOn(asked, answer, registry + asked.url.slice('/foretide'.length));
    } else {
      answer.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(port, listening));
  return server;
}

function passOn(asked, answer, to) {
  const on = request(to, { method: asked.method, headers: asked.headers },
    (came) => came.pipe(answer.writeHead(came.statusCode, came.headers)));
  on.on('error', () => answer.destroy());
  answer.on('close', () => on.destroy());
  asked.pipe(on);
}

async function within(reader, from, attributes, work) {
  const port = Number(process.env.FORETIDE_SHOP_PORT);
  const server = await opened(reader.base, port, from, attributes);
  try {
    await work(port);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** The registry names the shop's address in http.origins: the element asks it straight, and is watched to the end of a run. */
export function fromAnotherAddress(reader, file, most) {
  return within(reader, reader.base, '', async (port) => {
    await dropped(reader, port, file);
    await reader.page.getByText('receipt').waitFor({ timeout: most });
    await reader.page.getByText('progress FINISHED').waitFor({ timeout: most });
    assert.equal(await reader.page.getByText('error').count(), 0);
  });
}

/** No address is named: the shop's server stands before the registry. */
export function throughAProxy(reader, file, most) {
  return within(reader, '/foretide', 'no-train', async (port) => {
    await dropped(reader, port, file);
    await reader.page.getByText('receipt').waitFor({ timeout: most });
  });
}

async function dropped(reader, port, file) {
  await reader.page.goto(`http://localhost:${port}/`);
  const choose = reader.page.getByRole('button', { name: 'Choose a file' });
  await choose.waitFor();
  const size = await choose.evaluate((button) => parseFloat(getComputedStyle(button).fontSize));
  assert.ok(size < 20, `the page's styles reach into the element, whose button has letters of ${size} pixels`);
  await reader.choose(file);
}

/** A page of an address that is not named gets not even the element. */
export function refusedToStrangers(reader, browser) {
  return within(reader, reader.base, '', async (port) => {
    // Of its own, since the browser writes down what it refuses.
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    assert.equal(await page.evaluate(() => customElements.get('foretide-retrain') === undefined), true);
    await page.context().close();
  });
}
