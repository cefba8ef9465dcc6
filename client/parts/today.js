/** The day on this device's calendar, as 2027-03-01; on a site of another day that one. */
export function formatToday() {
  const now = new Date();
  return document.body.dataset.on ?? [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
