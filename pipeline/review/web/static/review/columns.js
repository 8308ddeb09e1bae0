// Which fields a row and a header have, how they are typed, and which deserve a look.

export const ROW_FIELDS = [
  "criteria", "criterion_text", "content", "action", "owner", "owners", "people", "supervisor",
  "deadline", "start_date", "end_date", "report_deadline", "budget", "budget_vnd", "notes",
  "kind", "level", "standard", "deadline_kind",
];
export const HEADER_FIELDS = [
  "title", "number", "issued_date", "issued_place", "school", "authority", "district", "province",
  "school_level", "school_year", "framework", "signer", "kind",
];
const ALWAYS = new Set(["criteria", "action", "owner", "owners", "deadline", "start_date", "end_date"]);
const LONG = new Set(["criterion_text", "content", "action", "notes", "title", "owner", "deadline"]);
const DATES = new Set(["start_date", "end_date", "issued_date"]);
const HALF = new Set([
  "owners", "people", "start_date", "end_date", "budget", "budget_vnd", "kind", "level", "standard",
  "deadline_kind", "criteria", "supervisor", "report_deadline", "number", "issued_date", "issued_place",
  "district", "province", "school_level", "school_year", "framework", "signer", "school", "authority",
]);
const REQUIRED = ["action", "owner"];
const FOLLOWS = { owners: "owner", people: "owner", start_date: "deadline", end_date: "deadline", deadline_kind: "deadline", budget_vnd: "budget" };
const DOUBTED_BELOW = 0.9;

export const CHOICES = {
  item: { kind: ["action", "assignment", "evidence", "schedule", "task"], deadline_kind: ["", "range", "by", "recurring", "relative", "school_year"] },
  header: {
    kind: ["improvement_plan", "self_assessment_plan", "district_plan", "plan", "directive", "letter", "decision",
      "notice", "report", "proposal", "annex", "form", "calendar", "regulation", "minutes", "guidance", "invitation",
      "resolution", "other"],
  },
};

/** @param {string} name */
export const isLong = (name) => LONG.has(name);
/** @param {string} name */
export const isHalf = (name) => HALF.has(name);

/**
 * Return a value as people read it: dates as 30/11/2023, lists with a blank.
 * @param {string} name @param {string} value
 */
export function shown(name, value) {
  if (DATES.has(name)) return value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3/$2/$1");
  if (name === "owners" || name === "people") return value.split(";").join("; ");
  return value;
}

/**
 * Return the fields of a row that are shown: the main ones, and those the document uses at all.
 * @param {Iterable<import("./store.js").Row>} rows
 */
export function used(rows) {
  const found = new Set(ALWAYS);
  for (const row of rows) {
    for (const [name, value] of Object.entries(row.values)) if (value) found.add(name);
  }
  return ROW_FIELDS.filter((name) => found.has(name));
}

/**
 * Return the fields of a row that deserve a look, in order.
 * @param {import("./store.js").Row} row
 * @param {string[]} names
 */
export function doubtful(row, names) {
  if (row.state === "accepted") return [];
  return names.filter((name) => {
    const field = row.fields[name];
    if (REQUIRED.includes(name) && !row.values[name]) return true;
    if (!field || row.corrected.includes(name) || row.corrected.includes(FOLLOWS[name])) return false;
    const open = (field.changes ?? []).some((change) => !change.applied);
    return (field.conf ?? 1) < DOUBTED_BELOW || open || field.notes.some((note) => note.check);
  });
}
