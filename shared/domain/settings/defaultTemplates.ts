/** Shipped with every incident type; each can be changed or removed. Variables are filled from the incident. */
export const DEFAULT_TEMPLATES: readonly { id: string; name: string; subject: string; body: string }[] = [
  {
    id: 'declared',
    name: 'Incident declared',
    subject: '[{{incident.severity}}] {{incident.title}}',
    body: `{{incident.number}} was declared at {{incident.created}}.

Severity {{incident.severity}}, {{incident.status}}. Customers affected: {{incident.customer_impact}}.
Commander: {{incident.commander}}.
Services: {{incident.services}}.

What we know: {{incident.summary}}`
  },
  {
    id: 'update',
    name: 'Status update',
    subject: 'Update on {{incident.number}}: {{incident.title}}',
    body: `{{incident.severity}}, {{incident.status}}.

What we know: {{incident.summary}}

Next update by {{incident.next_update}}.`
  },
  {
    id: 'resolved',
    name: 'Resolved',
    subject: 'Resolved: {{incident.title}}',
    body: `{{incident.number}} was resolved at {{incident.resolved}}, {{incident.duration}} after it was declared.

What happened: {{incident.summary}}

Why: {{incident.root_cause}}`
  }
]
