import { DAY, HOUR, type SampleIncident } from './sampleIncident.ts'

/* Incidents of a made-up online grocer that are still open when the samples are imported. */
export const OPEN_SAMPLES: readonly SampleIncident[] = [
  {
    key: 'checkout-declines',
    title: 'One in five card payments is declined at checkout',
    severity: 'SEV-2',
    ago: 47,
    declaredBy: 'priya',
    commander: 'amara',
    services: ['checkout', 'payments'],
    teams: ['Payments', 'Storefront'],
    customerImpact: 'yes',
    impacts: [{ start: -6, end: null, scope: 'Shoppers paying by card, all regions', isCustomer: true }],
    link: { name: 'Card payments by result', url: 'https://graphs.example.com/d/payments-by-result' },
    lines: [
      {
        at: 1,
        by: 'priya',
        note: 'Alert `payments_declined_ratio > 0.1` fired three minutes ago. Normal is 2 to 3 %, now **21 %**.',
        flag: true
      },
      { at: 4, by: 'amara', note: 'Taking command. Priya looks at the gateway, Jonas at our side. Next update in 15 minutes.' },
      { at: 5, by: 'priya', field: 'detection_method', value: 'monitor' },
      {
        at: 9,
        by: 'jonas',
        note: 'Declines are not spread evenly:\n\n| issuer country | declined |\n|---|---|\n| DE | 38 % |\n| NL | 35 % |\n| FR | 4 % |\n\nSo not our whole integration. Looks like one acquirer.',
        flag: true
      },
      {
        at: 13,
        by: 'priya',
        note: 'The gateway answers with\n\n```json\n{ "result": "declined", "code": "05", "acquirer": "north-2" }\n```\n\nAll of the extra declines carry `north-2`.',
        flag: true
      },
      {
        at: 16,
        by: 'amara',
        update: 'Some card payments are being declined. Paying by invoice works. We are moving card traffic to another acquirer.'
      },
      {
        at: 22,
        by: 'jonas',
        note: 'Routing weight of `north-2` is at 0 for 10 % of shoppers. Declines in that group: 2.9 %. Watching 5 minutes before the rest.'
      },
      {
        at: 31,
        by: 'jonas',
        note: 'Rest of the traffic moved. Two baskets with a payment in flight will need a look by hand: `b-71044`, `b-71102`.'
      }
    ]
  },
  {
    key: 'slots-stale',
    title: 'Delivery slots shown as free are already taken',
    severity: 'SEV-3',
    ago: 3 * HOUR + 12,
    declaredBy: 'rafael',
    commander: 'rafael',
    services: ['delivery-slots'],
    teams: ['Logistics'],
    customerImpact: 'yes',
    impacts: [{ start: -35, end: 128, scope: 'About 300 shoppers had to choose a slot twice', isCustomer: true }],
    lines: [
      {
        at: 2,
        by: 'rafael',
        note: 'Support has 14 tickets with the same story: slot chosen, then *"this slot is not available any more"* on the last page.'
      },
      {
        at: 11,
        by: 'mei',
        note: 'The slot cache is 40 minutes behind the database. Invalidation messages pile up:\n\n```\n$ queue depth slots.invalidate\n18422\n```',
        flag: true
      },
      { at: 19, by: 'mei', note: 'The consumer restarts every 90 s. It runs out of memory on one message of 31 MB.', flag: true },
      {
        at: 37,
        by: 'rafael',
        note: "Two ways on:\n\n- skip the large message by hand, takes minutes, we lose one warehouse's update\n- raise the memory limit, needs a deploy\n\nWe do the first now and the second after."
      },
      { at: 44, by: 'mei', note: 'Message moved aside. The queue falls by 900 a minute.' },
      { at: 128, by: 'rafael', note: 'Queue is empty, cache age 2 s. No new tickets for 30 minutes.' },
      { at: 130, by: 'rafael', status: 'stable' },
      { at: 131, by: 'rafael', note: 'Stays open until we know who sends 31 MB in one message.' }
    ]
  },
  {
    key: 'push-late',
    title: 'Push messages about deliveries arrive late or not at all',
    severity: 'UNKNOWN',
    ago: 11,
    declaredBy: 'sofia',
    commander: 'sofia',
    services: ['mobile-app', 'notifications'],
    teams: ['Storefront'],
    customerImpact: 'unknown',
    impacts: [],
    lines: [
      {
        at: 1,
        by: 'sofia',
        note: 'Three drivers report shoppers who were not at home because no message came. Not known yet how many are affected.'
      },
      {
        at: 7,
        by: 'karim',
        note: "The push provider's status page says nothing. Our send rate looks normal, the *delivered* receipts stopped 40 minutes ago.",
        flag: true
      }
    ]
  },
  {
    key: 'invoice-pdf',
    title: 'Invoices cannot be downloaded as PDF',
    severity: 'SEV-4',
    ago: 2 * DAY + 5 * HOUR,
    declaredBy: 'karim',
    commander: 'karim',
    services: ['invoices'],
    teams: ['Payments'],
    customerImpact: 'yes',
    impacts: [{ start: -20, end: null, scope: 'Business customers; the e-mailed invoice is fine', isCustomer: true }],
    lines: [
      {
        at: 3,
        by: 'karim',
        note: 'The button gives a blank page. Since the font package was updated this morning, the renderer stops at the first line with an `ẞ`.'
      },
      {
        at: 26,
        by: 'karim',
        note: 'Rolled back the package on one host: fixed there. The others follow with the regular release, the e-mailed invoice is a workaround until then.',
        flag: true
      },
      {
        at: 41,
        by: 'karim',
        field: 'root_cause',
        value: 'An update of the font package dropped a glyph that the PDF renderer does not do without.'
      }
    ]
  }
]
