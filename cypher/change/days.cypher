// Counts the links that everybody may see by the day on which they were last seen.
// Parameters: days - [{order, date, more}]; more is how many came or, below 0, went.
// Columns: none.
// Index: tinklas_day_order.
UNWIND $days AS one
MERGE (day:TinklasDay {order: one.order})
SET day.date = one.date, day.links = coalesce(day.links, 0) + one.more
WITH day
WHERE day.links <= 0
DELETE day
