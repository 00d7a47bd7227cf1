// How a version is used from elsewhere, ready to be copied.
import { address, at } from './http.js';
import { h, say } from './dom.js';
import { card } from './parts.js';

export function usage(model, version, summary) {
  const network = summary?.networks?.[0];
  const examples = [
    ['curl', 'Ask for a forecast and take the files along', curl(model, version)],
    ['Java', 'Ask for a forecast, with nothing but the JDK', java(model)],
  ];
  if (network) examples.push(['Python', 'Run the network with onnxruntime', python(model, version, network)]);
  return card('Use it', h('div', { class: 'stack' }, examples.map(([language, text, code]) => example(language, text, code))));
}

function example(language, text, code) {
  const copy = h('button', { type: 'button', class: 'quiet', 'aria-label': `Copy the ${language} example` }, 'Copy');
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code);
    copy.textContent = 'Copied';
    say(`The ${language} example is in the clipboard.`);
  });
  return h('details', {}, h('summary', {}, `${language}: ${text}`),
    h('div', { class: 'row' }, copy), h('pre', { tabindex: '0', 'aria-label': `${language} example` }, code));
}

function curl(model, version) {
  return `curl -s ${address('/forecast')} -d '${JSON.stringify({ model, days: 7 }).replaceAll("'", "'\\''")}'
curl -OJ '${address(at`/models/${model}/versions/${version}/artifacts.zip`)}'`;
}

function java(model) {
  const body = JSON.stringify(JSON.stringify({ model, days: 7 }));
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class Ask {
  public static void main(String[] args) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("${address('/forecast')}"))
            .POST(HttpRequest.BodyPublishers.ofString(${body}))
            .build();
    System.out.println(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}`;
}

function python(model, version, network) {
  const file = network.file.split('/').map(encodeURIComponent).join('/');
  const url = address(`${at`/models/${model}/versions/${version}/artifacts/`}${file}`);
  const inputs = network.inputs.map((input) => {
    const shape = input.shape.map((size) => (/^\d+$/.test(size) ? size : '1')).join(', ');
    return `    ${JSON.stringify(input.name)}: np.zeros((${shape}${input.shape.length === 1 ? ',' : ''}), np.float32),`;
  });
  return `import urllib.request

import numpy as np
import onnxruntime as ort

network = urllib.request.urlopen("${url}").read()
session = ort.InferenceSession(network, providers=["CPUExecutionProvider"])
outputs = session.run(None, {
${inputs.join('\n')}
})
for output, value in zip(session.get_outputs(), outputs):
    print(output.name, value.shape)`;
}
