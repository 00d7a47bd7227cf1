// Every page at both widths, light and dark: nothing too wide, nothing that axe-core calls serious; and its picture.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { go, needed } from './open.mjs';

const TALLEST = { desktop: 1400, phone: 1800 };

// Firefox is not told of colours over WebDriver BiDi, so its two passes are as the system has it.
const PASSES = [['desktop', 'light'], ['phone', 'dark'], ['desktop', 'dark'], ['phone', 'light']];

/** Where each page is, on a stack that has been gone through. */
export async function addresses(json) {
  const run = (await json('/runs?kind=lstm&status=FINISHED&limit=1')).items[0].run;
  const upload = (await json('/uploads?limit=50')).items.find((u) => u.file === 'bad.csv').upload;
  return {
    overview: 'overview', forecasts: 'forecasts?model=sales&by.product_id=P001', health: 'health',
    upload: 'upload', receipt: `upload/${upload}`, redrive: `health?upload=${upload}`,
    catalogue: 'catalogue', kind: 'catalogue/lstm', train: 'train?kind=lstm', runs: 'runs', kinds: 'runs?tab=kinds', run: `runs/${run}`,
    models: 'models', model: 'models/sales', audit: 'models/sales?tab=audit', policy: 'models/sales?tab=policy', version: 'models/sales/1',
    compare: 'compare?model=sales&versions=1,2', suitability: 'compare?tab=suitability',
    artifacts: 'artifacts', architecture: 'artifacts/sales/2', api: 'api',
  };
}

export async function everyPage(windows, base, pages, { shots = null, passes = windows.name === 'firefox' ? PASSES.slice(0, 2) : PASSES } = {}) {
  const axe = readFileSync(needed('axe-core/axe.min.js'), 'utf8');
  for (const [width, scheme] of passes) {
    const page = await windows.page(width, scheme);
    for (const [name, hash] of Object.entries(pages)) {
      const wrong = (what) => windows.faults.push(`${name}, ${width}, ${scheme}: ${what}`);
      try {
        await go(page, base, hash);
        (await judged(page, axe)).forEach(wrong);
      } catch (error) {
        wrong(error.message.split('\n')[0]);
        continue;
      }
      if (shots && scheme === (width === 'phone' ? 'dark' : 'light')) await picture(page, join(shots, `${name}-${width}.webp`), TALLEST[width]);
    }
    console.log(`  ${width}, ${scheme}: ${Object.keys(pages).length} pages`);
    await page.context().close();
  }
}

async function judged(page, axe) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  // Without preloading: for that it puts styles of its own into the page, which the page's policy forbids.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false }));
  return [
    ...(over > 0 ? [`${over} pixels too wide`] : []),
    ...violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .map((v) => `${v.id}, ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 120)}`),
  ];
}

/** Small enough to stand in a repository: the browser itself makes WebP of what it took. */
async function picture(page, path, tallest) {
  const asBefore = page.viewportSize();
  const { width } = asBefore;
  const height = Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight));
  await page.setViewportSize({ width, height });
  const png = await page.screenshot();
  await page.setViewportSize(asBefore);
  const maker = await page.context().newPage();
  const webp = await maker.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.6).split(',')[1];
  }, `data:image/png;base64,${png.toString('base64')}`);
  await maker.close();
  writeFileSync(path, Buffer.from(webp, 'base64'));
}
