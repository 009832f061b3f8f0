import { DAY, HOUR, type SampleIncident } from './sampleIncident.ts'

/* Incidents of the same made-up company that are over. */
export const CLOSED_SAMPLES: readonly SampleIncident[] = [
  {
    key: 'orders-db-failover',
    title: 'No orders accepted: the orders database does not answer',
    severity: 'SEV-2',
    ago: 3 * DAY + 7 * HOUR,
    declaredBy: 'jonas',
    commander: 'jonas',
    services: ['orders-api', 'checkout', 'warehouse-sync'],
    teams: ['Platform', 'Storefront', 'Logistics'],
    customerImpact: 'yes',
    impacts: [
      { start: -4, end: 71, scope: 'Nobody could place an order', isCustomer: true },
      { start: 71, end: 164, scope: 'Warehouses worked from lists up to 90 minutes old', isCustomer: false }
    ],
    link: { name: 'Orders per minute', url: 'https://graphs.example.com/d/orders-per-minute' },
    lines: [
      {
        at: 1,
        by: 'jonas',
        note: 'Orders per minute fell from 410 to 0 within a minute. `orders-api` answers 503 on every write.',
        flag: true
      },
      { at: 3, by: 'amara', severity: 'SEV-1' },
      { at: 4, by: 'jonas', commander: 'amara' },
      { at: 5, by: 'amara', note: 'Roles: Jonas database, Mei application, Sofia tells support and shoppers. Everything else waits.' },
      {
        at: 8,
        by: 'jonas',
        note: 'The primary is up but refuses writes:\n\n```\nERROR: could not extend file "base/16402/24576": No space left on device\nHINT:  Check free disk space.\n```',
        flag: true
      },
      {
        at: 9,
        by: 'sofia',
        update: 'Ordering is not possible at the moment. Baskets are kept. We work on it and will say more by half past.'
      },
      {
        at: 14,
        by: 'jonas',
        note: 'Why is it full: 600 GB of write-ahead log. A replication slot of the old reporting replica holds it back. That replica was switched off **nine days ago**, its slot was not dropped.',
        flag: true
      },
      {
        at: 18,
        by: 'mei',
        note: 'Ruled out: the release of this morning. It touched no table and runs on two other databases without trouble.'
      },
      {
        at: 21,
        by: 'amara',
        note: 'Options:\n\n1. drop the slot: the log is removed at the next checkpoint, 10 to 20 minutes\n2. fail over to the standby: its disk is as full\n3. grow the volume: minutes, but it has to be attached\n\nWe do 1 and prepare 3.'
      },
      {
        at: 23,
        by: 'jonas',
        note: "```sql\nSELECT pg_drop_replication_slot('reporting_old');\n```\n\nDone. Checkpoint started.",
        flag: true
      },
      {
        at: 44,
        by: 'jonas',
        note: 'Disk at 61 %. Database takes writes again. Keeping shoppers out until the connection pools are healthy.'
      },
      { at: 58, by: 'mei', note: 'Opened for 10 % of shoppers. p95 of placing an order: 420 ms. Good.' },
      { at: 71, by: 'mei', note: 'Open for everybody. 380 orders a minute.', flag: true },
      { at: 72, by: 'amara', status: 'stable' },
      { at: 73, by: 'sofia', update: 'Ordering works again. Orders placed before the outage are all there.' },
      { at: 164, by: 'rafael', note: 'Warehouses have caught up. 41 orders leave with the later van; their shoppers were told.' },
      { at: 170, by: 'amara', status: 'resolved' },
      { at: 171, by: 'amara', field: 'detection_method', value: 'monitor' },
      {
        at: 230,
        by: 'jonas',
        field: 'root_cause',
        value:
          'The replication slot of a replica that had been switched off kept the write-ahead log until the disk of the orders database was full. No alarm watched free space on that volume or the age of a slot.'
      },
      {
        at: 231,
        by: 'jonas',
        note: 'To do after:\n\n- alarm on slots older than 1 h\n- alarm on free space below 25 %\n- switching off a replica drops its slot, in the same script',
        flag: true
      },
      { at: 2 * DAY, by: 'amara', status: 'completed' }
    ]
  },
  {
    key: 'search-empty',
    title: 'Search finds nothing for words with an accent',
    severity: 'SEV-3',
    ago: 5 * DAY + 2 * HOUR,
    declaredBy: 'mei',
    commander: 'mei',
    services: ['search'],
    teams: ['Storefront', 'Data'],
    customerImpact: 'yes',
    impacts: [{ start: -50, end: 86, scope: 'Searches such as "crème fraîche" or "jalapeño", 6 % of all', isCustomer: true }],
    lines: [
      { at: 2, by: 'mei', note: 'A shopper wrote in. `creme` finds 31 products, `crème` none. Yesterday both found 31.' },
      {
        at: 15,
        by: 'priya',
        note: 'The new index was built without the folding filter. The setting moved to another file in the last version of the search engine and the old place is silently ignored.',
        flag: true
      },
      {
        at: 24,
        by: 'priya',
        note: 'Switching the alias back to the index of yesterday. Prices come from elsewhere, so nothing else gets old.'
      },
      { at: 86, by: 'priya', note: 'Alias switched in all three regions. Checked 12 words by hand.' },
      { at: 88, by: 'mei', status: 'resolved' },
      {
        at: 95,
        by: 'mei',
        field: 'root_cause',
        value: 'An upgrade of the search engine ignored the setting that folds accents; the check of a new index only counted documents.'
      },
      { at: 1 * DAY, by: 'mei', status: 'completed' }
    ]
  },
  {
    key: 'login-loop',
    title: 'App users are asked to log in again and again',
    severity: 'SEV-2',
    ago: 8 * DAY + 14 * HOUR,
    declaredBy: 'sofia',
    commander: 'priya',
    services: ['identity', 'mobile-app'],
    teams: ['Platform', 'Storefront'],
    customerImpact: 'yes',
    impacts: [{ start: -12, end: 55, scope: 'Everybody on app version 7.3', isCustomer: true }],
    lines: [
      { at: 1, by: 'sofia', note: 'Store reviews are full of it for about twenty minutes. Web is fine.' },
      {
        at: 6,
        by: 'priya',
        note: 'Tokens are issued with `exp` in **milliseconds**. The app reads seconds, takes them for the year 55000, and its sanity check throws them out.',
        flag: true
      },
      { at: 12, by: 'karim', note: 'It came with the library update at 09:40. Tests use a fake clock and never saw a real number.' },
      {
        at: 20,
        by: 'priya',
        note: 'Rolling back `identity` to the build of last week:\n\n```\ndeploy identity --to 2214 --regions all\n```'
      },
      { at: 41, by: 'priya', note: 'Rolled back. New tokens are right. Old ones stay wrong for their lifetime of 15 minutes.' },
      { at: 55, by: 'sofia', note: 'Logins per active user back at 0.02. No new reviews about it.', flag: true },
      { at: 57, by: 'priya', status: 'resolved' },
      { at: 60, by: 'priya', field: 'detection_method', value: 'customer' },
      { at: 3 * DAY, by: 'priya', status: 'completed' }
    ]
  },
  {
    key: 'cold-chain',
    title: 'Temperature readings of two vans are missing',
    severity: 'SEV-3',
    ago: 12 * DAY + 4 * HOUR,
    declaredBy: 'rafael',
    commander: 'rafael',
    services: ['fleet', 'cold-chain'],
    teams: ['Logistics'],
    customerImpact: 'no',
    impacts: [{ start: -25, end: 190, scope: 'Vans 14 and 22: no proof of temperature for three hours', isCustomer: false }],
    lines: [
      {
        at: 4,
        by: 'rafael',
        note: 'Both vans are on the road. Drivers read the gauge by hand every 20 minutes and write it down until this is over.',
        flag: true
      },
      { at: 30, by: 'karim', note: "Both have the new modem. It lost its APN after last night's update over the air." },
      { at: 35, by: 'karim', note: '14 other vans have that modem and are parked. Update stopped for them.' },
      {
        at: 190,
        by: 'rafael',
        note: 'Both vans are back, modems set by cable. Readings by hand: between 2.1 and 3.8 °C all the time, so nothing has to be thrown away.',
        flag: true
      },
      { at: 192, by: 'rafael', status: 'resolved' }
    ]
  },
  {
    key: 'staff-list',
    title: 'A list with staff phone numbers could be read without a login',
    severity: 'SEV-2',
    ago: 16 * DAY + 9 * HOUR,
    declaredBy: 'karim',
    commander: 'karim',
    services: ['intranet'],
    teams: ['Security'],
    customerImpact: 'no',
    visibility: 'private',
    impacts: [{ start: -9 * DAY, end: 18, scope: 'Names and work numbers of 212 employees', isCustomer: false }],
    lines: [
      { at: 2, by: 'karim', note: 'Private until we know who is affected. Please ask before adding anybody.', flag: true },
      { at: 6, by: 'amara', note: 'The export has been in a public bucket for nine days; somebody shared it for the summer party.' },
      { at: 18, by: 'karim', note: 'Bucket closed. Access log saved.' },
      {
        at: 120,
        by: 'karim',
        note: 'The log has 3 reads in nine days, all from our own office network. Nobody outside has it.',
        flag: true
      },
      { at: 125, by: 'karim', status: 'stable' },
      { at: 1 * DAY, by: 'amara', note: 'Data protection officer informed, no report to the authority needed. Reasons are in her note.' },
      { at: 1 * DAY + 30, by: 'karim', status: 'resolved' },
      { at: 4 * DAY, by: 'karim', status: 'completed' }
    ]
  },
  {
    key: 'edge-certificate',
    title: 'Browsers warn about the certificate of pictures',
    severity: 'SEV-3',
    ago: 23 * DAY + 6 * HOUR,
    declaredBy: 'jonas',
    commander: 'jonas',
    services: ['edge', 'pictures'],
    teams: ['Platform'],
    customerImpact: 'yes',
    impacts: [{ start: 0, end: 34, scope: 'Product pictures missing on the web; the app kept its own copies', isCustomer: true }],
    lines: [
      {
        at: 1,
        by: 'jonas',
        note: 'Certificate of `pictures.shop.example` ran out a minute ago. Renewal by robot failed 30 times, the mails about it went to somebody who left.',
        flag: true
      },
      { at: 4, by: 'jonas', severity: 'SEV-2' },
      {
        at: 17,
        by: 'jonas',
        note: 'The robot may not write the DNS record any more: the zone moved to another account last month. Written by hand, certificate issued.'
      },
      { at: 34, by: 'jonas', note: 'Rolled out to all edges. Checked from 9 places.', flag: true },
      { at: 36, by: 'jonas', status: 'resolved' },
      {
        at: 50,
        by: 'jonas',
        field: 'summary',
        value:
          'The certificate for product pictures ran out because its renewal lost its rights and its mails reached nobody. Pictures were missing on the web for 34 minutes.'
      },
      { at: 7 * DAY, by: 'jonas', status: 'completed' }
    ]
  },
  {
    key: 'promo-twice',
    title: 'Voucher SPRING10 can be used more than once',
    severity: 'SEV-4',
    ago: 31 * DAY + 3 * HOUR,
    declaredBy: 'sofia',
    commander: 'sofia',
    services: ['promotions', 'checkout'],
    teams: ['Storefront'],
    customerImpact: 'no',
    impacts: [],
    lines: [
      { at: 5, by: 'sofia', note: 'Two baskets open in two windows, both take the voucher. 83 shoppers found out.' },
      { at: 22, by: 'mei', note: 'The check reads from a replica. Under load it is 2 to 4 s behind.', flag: true },
      { at: 47, by: 'mei', note: 'Check now reads from the primary. Tried twenty times with two windows: second one is refused.' },
      { at: 48, by: 'sofia', status: 'resolved' },
      { at: 50, by: 'sofia', note: 'We keep what the 83 saved. It is less than the mails about it would cost.' },
      { at: 1 * DAY, by: 'sofia', status: 'completed' }
    ]
  },
  {
    key: 'restart-drill',
    title: 'Drill: the whole eu-2 region is gone',
    severity: 'SEV-5',
    ago: 40 * DAY + 8 * HOUR,
    declaredBy: 'amara',
    commander: 'amara',
    services: ['edge', 'orders-api', 'identity'],
    teams: ['Platform'],
    customerImpact: 'no',
    impacts: [],
    lines: [
      { at: 0, by: 'amara', note: 'Planned exercise. Nobody outside Platform knows the hour. Goal: shoppers back within 20 minutes.' },
      { at: 4, by: 'jonas', note: 'DNS answers without eu-2. Old answers live for 5 minutes.' },
      { at: 11, by: 'jonas', note: 'eu-1 takes everything, CPU at 74 %.', flag: true },
      { at: 19, by: 'priya', note: 'Logins of eu-2 shoppers fail, their session keys exist only there.', flag: true },
      { at: 33, by: 'priya', note: 'Keys copied by hand. Logins work. **33 minutes, goal was 20.**', flag: true },
      { at: 60, by: 'amara', status: 'resolved' },
      {
        at: 61,
        by: 'amara',
        note: 'What we change:\n\n- [ ] session keys in both regions\n- [ ] DNS lifetime of 60 s\n- [x] this list in the runbook'
      },
      { at: 5 * DAY, by: 'amara', status: 'completed' }
    ]
  }
]
