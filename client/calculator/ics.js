/** A calendar file (RFC 5545): when CPD years end, and what is planned; each a whole day, with an alarm days before. */

/**
 * @param {{id: string, date: string, title: string, alarm: number}[]} events
 * @param {string} name the calendar's, and that of its events' ids
 * @param {Date} now
 */
export function writeCalendar(events, name, now) {
  const stamp = `${now.toISOString().replace(/[-:]|\.\d+/g, "")}`;
  const lines = events.flatMap(({ id, date, title, alarm }) => [
    "BEGIN:VEVENT",
    `UID:${escapeText(name)}-${escapeText(id)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`,
    `SUMMARY:${escapeText(title)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `TRIGGER:-P${alarm}D`,
    `DESCRIPTION:${escapeText(title)}`,
    "END:VALARM",
    "END:VEVENT",
  ]);
  const all = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//CPD calculator//${escapeText(name)}//EN`, `X-WR-CALNAME:${escapeText(name)}`, ...lines, "END:VCALENDAR"];
  return all.map((line) => `${foldLine(line)}\r\n`).join("");
}

/** @param {string} text */
const escapeText = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** At most 75 octets in a line. @param {string} line */
function foldLine(line) {
  const parts = [""];
  let size = 0;
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length;
    if (size + octets > 73) parts.push(""), (size = 0);
    parts[parts.length - 1] += letter;
    size += octets;
  }
  return parts.join("\r\n ");
}
