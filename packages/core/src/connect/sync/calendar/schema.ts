// What a record of a calendar holds, and what it becomes where nobody says otherwise.
const text = { type: ['string', 'null'] };
const sure = { type: 'string' };

export const eventSchema = {
  type: 'object',
  properties: {
    uid: sure,
    occurrence: sure,
    title: text,
    description: text,
    location: text,
    start: sure,
    end: sure,
    startsAt: sure,
    endsAt: sure,
    allDay: { type: 'boolean' },
    zone: text,
    status: text,
    organizer: text,
    attendees: { type: 'array' },
    url: text,
    changedAt: text,
    href: text,
  },
};

export const usualMapping = `{"fact": {
  "type": data.status = "cancelled" ? "calendar event cancelled" : "calendar event",
  "entity": $substring(data.occurrence = "" ? data.uid : data.uid & " " & data.occurrence, 0, 300),
  "title": $type(data.title) = "string" ? $substring(data.title, 0, 500) : "(no title)",
  "at": data.startsAt,
  "data": {"start": data.start, "end": data.end, "allDay": data.allDay, "location": data.location,
    "organizer": data.organizer, "status": data.status}
}}`;
