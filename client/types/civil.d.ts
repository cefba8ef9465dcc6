/** Civil dates without time zone, counted in days from 1970-01-01. */

/** A date such as 2026-11-22 as a day number. */
export function day(text: string): number;
/** A day number as a date. */
export function iso(number: number): string;
/** The same day so many months later; the month's last day where it lacks that day. */
export function addMonths(number: number, months: number): number;
