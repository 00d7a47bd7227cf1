// <foretide-retrain>: drop a file, see its receipt, watch the retrain. For any page:
//
//   <script type="module" src="ADDRESS/dashboard/retrain.js"></script>
//   <foretide-retrain dataset="sales"></foretide-retrain>
//
// It asks the registry at that address, whose files these are, which answers pages of its own address and those that
// http.origins names. Attributes: `dataset`, told from the columns unless it is said; `no-train`, only takes
// the file; `links`, names lead to the dashboard; `who`, for the audit log. Property `key`: a key or token,
// where another address's page has to bring one. What happens leaves it as events: foretide-receipt, foretide-run,
// foretide-progress, foretide-result, foretide-error, each with the registry's own record as `detail`.
import { h, replace } from './lib/dom.js';
import { followRun } from './lib/events.js';
import { bytes } from './lib/format.js';
import { bringKey } from './lib/http.js';
import { bar, fault } from './lib/parts.js';
import { receiptView } from './lib/receipt.js';
import { sendFile } from './lib/transfer.js';
import { RunView } from './lib/watch.js';

const STYLES = ['base', 'parts', 'forms', 'charts', 'embed'];

export class ForetideRetrain extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.input = h('input', { type: 'file', accept: '.csv,.txt,.tsv,text/csv', id: 'file', class: 'visually-hidden' });
    this.choose = h('button', { type: 'button', class: 'primary', on: { click: () => this.input.click() } }, 'Choose a file');
    this.drop = h('div', { class: 'drop' },
      h('strong', {}, 'Drop a sales file here'),
      h('span', { class: 'muted' }, 'CSV with a header line: a date, a product, a value, and whatever else there is.'),
      h('label', { for: 'file', class: 'visually-hidden' }, 'Sales file'), this.input, this.choose);
    this.result = h('div', { class: 'stack' });
    this.attachShadow({ mode: 'open' }).append(
      ...STYLES.map((name) => h('link', { rel: 'stylesheet', href: new URL(`style/${name}.css`, import.meta.url) })),
      h('div', { class: 'stack' }, this.drop, this.result));
    this.input.tabIndex = -1;
    this.input.addEventListener('change', () => this.input.files[0] && this.send(this.input.files[0]));
    for (const [event, over] of [['dragenter', true], ['dragover', true], ['dragleave', false], ['drop', false]]) {
      this.drop.addEventListener(event, (e) => {
        e.preventDefault();
        this.drop.classList.toggle('over', over);
      });
    }
    this.drop.addEventListener('drop', (e) => e.dataTransfer.files[0] && this.send(e.dataTransfer.files[0]));
  }

  set key(value) {
    bringKey(value);
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** Sends a file; the same that a drop does. */
  async send(file) {
    this.leaving?.abort();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const sent = bar(`Sending ${file.name}`, 0);
    const said = h('p', { role: 'status' }, `Sending ${file.name}, ${bytes(file.size)} …`);
    this.run = null;
    this.view = null;
    this.failed = null;
    this.receiptPlace = h('div', {});
    this.runPlace = h('div', {});
    replace(this.result, said, sent, this.receiptPlace, this.runPlace);
    this.choose.disabled = true;
    const options = {
      signal,
      query: { dataset: this.getAttribute('dataset'), who: this.getAttribute('who') },
      onSent: (share) => {
        sent.update(share);
        if (share === 1) said.textContent = `${file.name} is sent and being merged …`;
      },
    };
    try {
      if (this.hasAttribute('no-train')) await this.upload(file, options);
      else await this.retrain(file, options);
      said.textContent = `${file.name} was sent.`;
      if (this.failed) throw this.failed;
    } catch (error) {
      if (error.name === 'AbortError') return;
      said.textContent = `${file.name}: something went wrong.`;
      this.result.append(fault(error));
      this.tell('error', { code: error.code, message: error.message });
    } finally {
      this.choose.disabled = false;
      this.input.value = '';
    }
  }

  async upload(file, options) {
    options.query.wait = true;
    const { body } = await sendFile('/uploads', file, options);
    this.took('receipt', body);
  }

  async retrain(file, options) {
    let lastId = null;
    try {
      ({ lastId } = await sendFile('/retrain', file, { ...options, onEvent: (name, data) => this.took(name, data) }));
    } catch (error) {
      // The file is merged and the run goes on without us: only the watching broke off.
      if (!this.run || error.status !== 0) throw error;
      lastId = error.lastId;
      this.view.connection(false);
    }
    if (this.run && !this.over && !this.failed) {
      await followRun(this.run, {
        signal: options.signal, lastId,
        onConnection: (there) => this.view.connection(there),
        each: (progress) => this.took('progress', progress),
      });
    }
  }

  took(name, data) {
    if (name === 'receipt') {
      replace(this.receiptPlace, receiptView(data));
    } else if (name === 'run') {
      this.run = data.run;
      this.over = false;
      this.view = new RunView(data.run, this.hasAttribute('links'));
      replace(this.runPlace, this.view.element);
    } else if (name === 'progress') {
      this.over = ['FINISHED', 'FAILED', 'CANCELLED'].includes(data.stage);
      this.view?.show(data);
    } else if (name === 'error') {
      this.failed = Object.assign(new Error(data.message), { code: data.code });
      return;
    }
    this.tell(name, data);
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`foretide-${name}`, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('foretide-retrain')) customElements.define('foretide-retrain', ForetideRetrain);
