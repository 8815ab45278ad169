// What a request can be refused with: each is a law that says so. A company chooses one; nobody writes a law by hand.

export const grounds = {
  evidence: {
    sv: 'Beviset om ett undertecknat avtal',
    en: 'Evidence of a signed agreement',
    law: 'preskriptionslagen (1981:130) 2 §, konsumenttjänstlagen (1985:716) 17 §',
  },
  bookkeeping: { sv: 'Bokföringen', en: 'Bookkeeping', law: 'bokföringslagen (1999:1078) 7 kap. 2 §' },
  claims: { sv: 'Ett rättsligt anspråk', en: 'A legal claim', law: 'dataskyddsförordningen art. 17.3 e och 18.2' },
  others: { sv: 'Andras rättigheter', en: 'The rights of others', law: 'dataskyddsförordningen art. 15.4 och 20.4' },
  excessive: {
    sv: 'Att begäran är uppenbart orimlig',
    en: 'That the request is manifestly excessive',
    law: 'dataskyddsförordningen art. 12.5 b',
  },
} as const satisfies Record<string, { sv: string; en: string; law: string }>
export type Ground = keyof typeof grounds
