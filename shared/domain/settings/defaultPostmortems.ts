/** Shipped with every incident type; each can be changed or removed. Variables and the timeline are live in the page until it is frozen. */
export const DEFAULT_POSTMORTEMS: readonly { id: string; name: string; body: string }[] = [
  {
    id: 'contributing',
    name: 'Contributing factors',
    body: `## Summary

{{incident.number}}, {{incident.severity}}: {{incident.title}}. Declared {{incident.created}}, resolved {{incident.resolved}}, {{incident.duration}} in all.

In three sentences: what people noticed, what was done, how it ended.

## Customer impact

From {{incident.customer_impact_start}} to {{incident.customer_impact_end}}, {{incident.customer_impact_duration}}: {{incident.customer_impact_scope}}.

## Contributing factors

No single cause. Each line is something without which it would have been smaller, shorter or not at all: in the system, in how it was changed, in what could be seen, in how we worked together.

- **In the system:**
- **In the change:**
- **In what we could see:**
- **In how we responded:**

## Timeline

{{timeline.flagged}}

## What went well

-

## What was hard

-

## What surprised us

> What did we believe that turned out not to be so?

## Action items

- [ ] One thing, one owner, one date

---

Responders: {{incident.responders}}. Commander: {{incident.commander}}.
`
  },
  {
    id: 'root_cause',
    name: 'Root cause',
    body: `## Summary

{{incident.title}} ({{incident.number}}, {{incident.severity}}). Detected {{incident.detected}} by {{incident.detection_method}}, resolved {{incident.resolved}}.

## Customer impact

| What | Value |
| --- | --- |
| Started | {{incident.customer_impact_start}} |
| Ended | {{incident.customer_impact_end}} |
| Lasted | {{incident.customer_impact_duration}} |
| Affected | {{incident.customer_impact_scope}} |
| Services | {{incident.services}} |

## Root cause

What was known when this was started: {{incident.root_cause}}

1. What failed?
2. Why did that fail?
3. Why was that possible?
4. Why was it not noticed before?

## Detection

How long from the first effect until somebody knew, and what would have told us sooner?

## Response

What ended it, and what was tried before?

## Timeline

{{timeline.flagged}}

## Action items

- [ ] Remove the cause
- [ ] Notice it sooner
- [ ] Make the next one smaller
`
  },
  {
    id: 'lightweight',
    name: 'Lightweight',
    body: `**{{incident.title}}**, {{incident.severity}}, {{incident.duration}}. Commander: {{incident.commander}}.

## What happened

Two or three sentences.

## Why

{{incident.root_cause}}

## What we do about it

- [ ] First thing

## Timeline

{{timeline.flagged}}
`
  }
]
