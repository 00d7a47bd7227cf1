// A forecast by model @MODEL@ of all its series together: node forecast.mjs (18 or later), or in a page.
// Narrow it with any identity column or attribute: { days: 14, product_id: 'P001' }
const environment = globalThis.process?.env ?? {};
const url = environment.FORETIDE_URL ?? @QUOTED_URL@;
const headers = { 'Content-Type': 'application/json' };
if (environment.FORETIDE_KEY) headers.Authorization = `Bearer ${environment.FORETIDE_KEY}`;

const answer = await fetch(`${url}/forecast`, {
  method: 'POST',
  headers,
  body: JSON.stringify(@QUERY@),
});
const forecast = await answer.json();
if (!answer.ok) throw new Error(`${forecast.code} ${forecast.message}`);
console.log(JSON.stringify(forecast, null, 2));
