//! What is always true of the database, each as one statement: what `muster check` verifies.
//!
//! Most of it the schema keeps already; it is asked again here because a file can be damaged, restored in parts or
//! changed by hand, and because the tables that imports fill by the hundred thousand have no foreign keys.

use crate::db::{Conn, Db};
use crate::error::Result;
use crate::ids;
use crate::sql::sql;

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What should be true, as a sentence.
    pub rule: &'static str,
    /// How many rows break it.
    pub count: u64,
    /// The smallest id among them.
    pub example: i64,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.count {
            1 => write!(f, "{} Broken once, at id {}.", self.rule, self.example),
            more => write!(f, "{} Broken {more} times, first at id {}.", self.rule, self.example),
        }
    }
}

/// A rule and the statement that finds the ids of the rows that break it, in a column `id`.
pub type Rule = (&'static str, &'static str);

/// Every rule.
pub const RULES: &[Rule] = &[
    (
        "Every account has an Admin who is active.",
        "SELECT id FROM accounts WHERE NOT EXISTS (SELECT 1 FROM users WHERE users.account_id = accounts.id \
         AND users.status = 'Active' AND users.role = 'Admin')",
    ),
    (
        "No account uses more seats than are paid for.",
        "SELECT id FROM accounts WHERE (SELECT COUNT(*) FROM users WHERE users.account_id = accounts.id \
         AND users.status IN ('Invited', 'Active')) > CASE WHEN bought > commitment THEN bought ELSE commitment END \
         AND NOT EXISTS (SELECT 1 FROM billing WHERE billing.account_id = accounts.id AND counting = 'joining')",
    ),
    (
        "Every line of the ledger is of an account with a price, and what takes back another is its exact negative.",
        "SELECT id FROM ledger WHERE account_id NOT IN (SELECT account_id FROM billing) \
         UNION ALL SELECT line.id FROM ledger AS line JOIN ledger AS other ON other.id = line.reverses \
         WHERE line.account_id <> other.account_id OR line.amount_minor <> -other.amount_minor \
         OR line.tax_minor <> -other.tax_minor OR line.seats <> -other.seats",
    ),
    (
        "Every period that was begun has its invoice.",
        "SELECT account_id AS id FROM billing WHERE NOT EXISTS (SELECT 1 FROM invoices \
         WHERE invoices.account_id = billing.account_id AND invoices.period_from = billing.period_from)",
    ),
    (
        "The payment service is to have the paid seats of every account with a price, and was told of no change to come.",
        "SELECT billing.account_id AS id FROM billing JOIN accounts ON accounts.id = billing.account_id \
         LEFT JOIN payment_standing AS one ON one.account_id = billing.account_id WHERE one.account_id IS NULL \
         OR one.wanted <> CASE WHEN bought > commitment THEN bought ELSE commitment END \
         OR one.settled_revision > one.revision UNION ALL SELECT account_id AS id FROM payment_standing \
         WHERE account_id NOT IN (SELECT account_id FROM billing)",
    ),
    (
        "The paid seats of an account are not fewer than its last change of seats says.",
        "SELECT accounts.id FROM accounts JOIN seat_changes ON seat_changes.account_id = accounts.id \
         WHERE seat_changes.id = (SELECT MAX(id) FROM seat_changes AS last WHERE last.account_id = accounts.id) \
         AND seat_changes.paid_after > CASE WHEN bought > commitment THEN bought ELSE commitment END",
    ),
    (
        "The days of an account add up to its people by status.",
        "SELECT accounts.id FROM accounts LEFT JOIN (SELECT account_id, SUM(invited) AS invited, SUM(active) AS active, \
         SUM(suspended) AS suspended, SUM(cancelled) AS cancelled FROM status_days GROUP BY account_id) AS days \
         ON days.account_id = accounts.id LEFT JOIN (SELECT account_id, COUNT(*) FILTER (WHERE status = 'Invited') AS invited, \
         COUNT(*) FILTER (WHERE status = 'Active') AS active, COUNT(*) FILTER (WHERE status = 'Suspended') AS suspended, \
         COUNT(*) FILTER (WHERE status = 'Cancelled') AS cancelled FROM users GROUP BY account_id) AS people \
         ON people.account_id = accounts.id WHERE COALESCE(days.invited, 0) <> COALESCE(people.invited, 0) \
         OR COALESCE(days.active, 0) <> COALESCE(people.active, 0) \
         OR COALESCE(days.suspended, 0) <> COALESCE(people.suspended, 0) \
         OR COALESCE(days.cancelled, 0) <> COALESCE(people.cancelled, 0)",
    ),
    (
        "Every person belongs to an account.",
        "SELECT id FROM users WHERE account_id NOT IN (SELECT id FROM accounts)",
    ),
    (
        "An Admin is Global and on no team and in no territory.",
        "SELECT id FROM users WHERE role = 'Admin' AND status <> 'Cancelled' AND (access <> 'Global' \
         OR EXISTS (SELECT 1 FROM user_teams AS one WHERE one.account_id = users.account_id AND one.user_id = users.id) \
         OR EXISTS (SELECT 1 FROM user_territories AS one \
         WHERE one.account_id = users.account_id AND one.user_id = users.id))",
    ),
    (
        "Somebody with a territory is Limited.",
        "SELECT DISTINCT users.id FROM user_territories AS one JOIN users ON users.id = one.user_id \
         WHERE users.access <> 'Limited'",
    ),
    (
        "Whoever is active or suspended has joined.",
        "SELECT id FROM users WHERE joined_at IS NULL AND status IN ('Active', 'Suspended')",
    ),
    (
        "No two people of an account have the same e-mail.",
        "SELECT MIN(id) AS id FROM users WHERE status <> 'Cancelled' GROUP BY account_id, email HAVING COUNT(*) > 1",
    ),
    (
        "No two people of an account have the same phone, suspended people aside.",
        "SELECT MIN(id) AS id FROM users WHERE status IN ('Invited', 'Active') AND phone IS NOT NULL \
         GROUP BY account_id, phone HAVING COUNT(*) > 1",
    ),
    (
        "No two people of an account have the same External System ID.",
        "SELECT MIN(id) AS id FROM users WHERE status <> 'Cancelled' AND external_id IS NOT NULL \
         GROUP BY account_id, external_id HAVING COUNT(*) > 1",
    ),
    (
        "No two people who have joined have the same e-mail, and no two active ones the same phone.",
        "SELECT MIN(id) AS id FROM users WHERE status IN ('Active', 'Suspended') GROUP BY email HAVING COUNT(*) > 1 \
         UNION ALL SELECT MIN(id) AS id FROM users WHERE status = 'Active' AND phone IS NOT NULL \
         GROUP BY phone HAVING COUNT(*) > 1",
    ),
    (
        "A team membership is of a person and a team of its account.",
        "SELECT one.user_id AS id FROM user_teams AS one \
         LEFT JOIN users ON users.id = one.user_id AND users.account_id = one.account_id \
         LEFT JOIN teams ON teams.id = one.team_id AND teams.account_id = one.account_id \
         WHERE users.id IS NULL OR teams.id IS NULL",
    ),
    (
        "A territory membership is of a person and a territory of its account.",
        "SELECT one.user_id AS id FROM user_territories AS one \
         LEFT JOIN users ON users.id = one.user_id AND users.account_id = one.account_id \
         LEFT JOIN territories ON territories.id = one.territory_id AND territories.account_id = one.account_id \
         WHERE users.id IS NULL OR territories.id IS NULL",
    ),
    (
        "The parent of a team is a team of its account, and no team is above itself.",
        "WITH RECURSIVE reached (id) AS (SELECT id FROM teams WHERE parent_id IS NULL UNION ALL \
         SELECT teams.id FROM teams JOIN reached ON teams.parent_id = reached.id) \
         SELECT id FROM teams WHERE id NOT IN (SELECT id FROM reached) OR EXISTS (SELECT 1 FROM teams AS parent \
         WHERE parent.id = teams.parent_id AND parent.account_id <> teams.account_id)",
    ),
    (
        "The parent of a territory is a territory of its account, and no territory is above itself.",
        "WITH RECURSIVE reached (id) AS (SELECT id FROM territories WHERE parent_id IS NULL UNION ALL \
         SELECT territories.id FROM territories JOIN reached ON territories.parent_id = reached.id) \
         SELECT id FROM territories WHERE id NOT IN (SELECT id FROM reached) OR EXISTS \
         (SELECT 1 FROM territories AS parent \
         WHERE parent.id = territories.parent_id AND parent.account_id <> territories.account_id)",
    ),
    (
        "Nobody is in a team or territory that is archived.",
        "SELECT one.user_id AS id FROM user_teams AS one JOIN teams ON teams.id = one.team_id \
         WHERE teams.archived_at IS NOT NULL UNION ALL \
         SELECT one.user_id AS id FROM user_territories AS one JOIN territories ON territories.id = one.territory_id \
         WHERE territories.archived_at IS NOT NULL",
    ),
    (
        "Above a team or territory that is not archived none is.",
        "SELECT teams.id FROM teams JOIN teams AS parent ON parent.id = teams.parent_id \
         WHERE teams.archived_at IS NULL AND parent.archived_at IS NOT NULL UNION ALL \
         SELECT territories.id FROM territories JOIN territories AS parent ON parent.id = territories.parent_id \
         WHERE territories.archived_at IS NULL AND parent.archived_at IS NOT NULL",
    ),
    (
        "What a team or territory was merged into is of its account.",
        "SELECT teams.id FROM teams JOIN teams AS target ON target.id = teams.merged_into \
         WHERE target.account_id <> teams.account_id UNION ALL \
         SELECT territories.id FROM territories JOIN territories AS target ON target.id = territories.merged_into \
         WHERE target.account_id <> territories.account_id",
    ),
    (
        "A former name is of a team or territory of its account.",
        "SELECT id FROM former_names AS one WHERE NOT EXISTS (SELECT 1 FROM teams \
         WHERE teams.id = one.group_id AND teams.account_id = one.account_id) AND NOT EXISTS (SELECT 1 FROM territories \
         WHERE territories.id = one.group_id AND territories.account_id = one.account_id)",
    ),
    (
        "Whoever was taken out of a team or territory is of its account.",
        "SELECT one.user_id AS id FROM departures AS one LEFT JOIN users ON users.id = one.user_id \
         AND users.account_id = one.account_id LEFT JOIN teams ON teams.id = one.group_id AND teams.account_id = one.account_id \
         LEFT JOIN territories ON territories.id = one.group_id AND territories.account_id = one.account_id \
         WHERE users.id IS NULL OR (teams.id IS NULL AND territories.id IS NULL)",
    ),
    (
        "An import that is approved or applied says what was agreed to.",
        "SELECT id FROM imports WHERE status IN ('approved', 'applied') AND (fingerprint IS NULL OR counts IS NULL \
         OR effects IS NULL OR approved_by IS NULL OR row_digests IS NULL)",
    ),
    (
        "A form is applied or is not there, and has no file.",
        "SELECT id FROM imports WHERE source = 'form' AND (status <> 'applied' OR original_file IS NOT NULL \
         OR sheet_file IS NOT NULL)",
    ),
    (
        "The counts of an applied import are those of its outcomes.",
        "SELECT imports.id FROM imports WHERE status = 'applied' AND counts <> \
         (SELECT '{\"total\":' || COUNT(*) || ',\"create\":' || COUNT(*) FILTER (WHERE fate = 'create') \
         || ',\"update\":' || COUNT(*) FILTER (WHERE fate = 'update') \
         || ',\"unchanged\":' || COUNT(*) FILTER (WHERE fate = 'unchanged') \
         || ',\"skipped\":' || COUNT(*) FILTER (WHERE fate = 'skipped') \
         || ',\"blocked\":' || COUNT(*) FILTER (WHERE fate = 'blocked') || '}' \
         FROM outcomes WHERE outcomes.import_id = imports.id)",
    ),
    (
        "Only applied imports have outcomes and releases.",
        "SELECT DISTINCT import_id AS id FROM outcomes \
         WHERE import_id NOT IN (SELECT id FROM imports WHERE status = 'applied') UNION ALL \
         SELECT DISTINCT import_id AS id FROM releases \
         WHERE import_id NOT IN (SELECT id FROM imports WHERE status = 'applied')",
    ),
    (
        "The outcome of a row is about a person of the import's account, and a row that did something has one.",
        "SELECT outcomes.import_id AS id FROM outcomes JOIN imports ON imports.id = outcomes.import_id \
         LEFT JOIN users ON users.id = outcomes.person_id AND users.account_id = imports.account_id \
         WHERE users.id IS NULL AND (outcomes.person_id IS NOT NULL OR outcomes.fate IN ('create', 'update'))",
    ),
    (
        "A row that did something has the values it left, and a change those before too.",
        "SELECT import_id AS id FROM outcomes WHERE (fate IN ('create', 'update')) <> (values_after IS NOT NULL) \
         OR (fate = 'update') <> (values_before IS NOT NULL) \
         OR (fate IN ('create', 'update')) <> (person_version IS NOT NULL)",
    ),
    (
        "Whoever an import created is in its outcomes.",
        // As sets: asked of each person, it would read all outcomes of the import again.
        "SELECT id FROM (SELECT created_by_import, id FROM users WHERE created_by_import IS NOT NULL EXCEPT \
         SELECT import_id, person_id FROM outcomes WHERE fate = 'create') AS missing",
    ),
    (
        "Nobody has an older version than the last outcome says.",
        "SELECT DISTINCT users.id FROM outcomes JOIN users ON users.id = outcomes.person_id \
         WHERE outcomes.fate IN ('create', 'update') AND users.version < outcomes.person_version",
    ),
    (
        "An invitation is of a person of its account.",
        "SELECT invites.id FROM invites \
         LEFT JOIN users ON users.id = invites.user_id AND users.account_id = invites.account_id WHERE users.id IS NULL",
    ),
    (
        "An invitation that is neither accepted nor ended is of somebody who is invited.",
        "SELECT invites.id FROM invites JOIN users ON users.id = invites.user_id \
         WHERE invites.accepted_at IS NULL AND invites.cancelled_at IS NULL AND users.status <> 'Invited'",
    ),
    (
        "A message that waits, for its time or for somebody to release it, belongs to an invitation that is open.",
        "SELECT id FROM invites WHERE (email_state IN ('held', 'queued') OR text_state IN ('held', 'queued')) \
         AND (accepted_at IS NOT NULL OR cancelled_at IS NOT NULL)",
    ),
    (
        "A text that waits is for somebody who has a phone.",
        "SELECT invites.id FROM invites JOIN users ON users.id = invites.user_id \
         WHERE invites.text_state IN ('held', 'queued') AND users.phone IS NULL",
    ),
    (
        "A message other than an invitation is about a person of its account.",
        "SELECT notices.id FROM notices \
         LEFT JOIN users ON users.id = notices.user_id AND users.account_id = notices.account_id WHERE users.id IS NULL",
    ),
    (
        "What a provider calls a message names one of the account it says.",
        "SELECT message_id AS id FROM provider_ids AS one WHERE NOT EXISTS (SELECT 1 FROM invites \
         WHERE one.kind = 'invite' AND invites.id = one.message_id AND invites.account_id = one.account_id) \
         AND NOT EXISTS (SELECT 1 FROM notices \
         WHERE one.kind = 'notice' AND notices.id = one.message_id AND notices.account_id = one.account_id)",
    ),
    (
        "A code, a one-time link and a passkey are of a person of their account.",
        "SELECT codes.id FROM codes LEFT JOIN users ON users.id = codes.user_id \
         AND users.account_id = codes.account_id WHERE users.id IS NULL UNION ALL \
         SELECT one_time_links.id FROM one_time_links LEFT JOIN users ON users.id = one_time_links.user_id \
         AND users.account_id = one_time_links.account_id WHERE users.id IS NULL UNION ALL \
         SELECT passkeys.id FROM passkeys LEFT JOIN users ON users.id = passkeys.user_id \
         AND users.account_id = passkeys.account_id WHERE users.id IS NULL",
    ),
    (
        "Only somebody who has joined has passkeys.",
        "SELECT passkeys.id FROM passkeys JOIN users ON users.id = passkeys.user_id WHERE users.joined_at IS NULL",
    ),
    (
        "A provider is the only way in only where an Admin has signed in by it, and speaks for domains of its account.",
        "SELECT account_id AS id FROM sign_on WHERE is_only AND proved_at IS NULL UNION ALL \
         SELECT account_id AS id FROM sign_on WHERE account_id NOT IN (SELECT id FROM accounts) UNION ALL \
         SELECT account_id AS id FROM sign_on_domains WHERE account_id NOT IN (SELECT account_id FROM sign_on)",
    ),
    (
        "A person has no more than one code for each purpose that can be typed in.",
        "SELECT MIN(id) AS id FROM codes WHERE used_at IS NULL GROUP BY account_id, user_id, purpose HAVING COUNT(*) > 1",
    ),
    (
        "An import that is a draft or approved has its file and its sheet.",
        "SELECT imports.id FROM imports LEFT JOIN files AS original ON original.id = imports.original_file \
         LEFT JOIN files AS sheet ON sheet.id = imports.sheet_file WHERE imports.status IN ('draft', 'approved') \
         AND (original.id IS NULL OR original.erased_at IS NOT NULL OR sheet.id IS NULL OR sheet.erased_at IS NOT NULL)",
    ),
    (
        "What is remembered of a header is of an account.",
        "SELECT account_id AS id FROM remembered_headers WHERE account_id NOT IN (SELECT id FROM accounts)",
    ),
    (
        "A file is there in pieces until it is erased, and then not at all.",
        "SELECT id FROM files WHERE (erased_at IS NULL AND size > 0) <> \
         EXISTS (SELECT 1 FROM file_pieces WHERE file_pieces.file_id = files.id)",
    ),
];

/// Verifies every rule, and that no id is handed out twice. What holds is not in the answer.
pub async fn check(db: &Db) -> Result<Vec<Broken>> {
    let mut view = db.view().await?;
    let mut broken = Vec::new();
    for (rule, text) in RULES {
        let found =
            sql(format!("SELECT COUNT(*) AS found, COALESCE(MIN(id), 0) AS example FROM ({text}) AS broken"))
                .one(&mut view, "answer", |row| Ok((row.get::<u64>("found")?, row.get::<i64>("example")?)))
                .await?;
        if let (count @ 1.., example) = found {
            broken.push(Broken { rule, count, example });
        }
    }
    broken.extend(ids_ahead(&mut view).await?);
    Ok(broken)
}

/// The tables whose ids come from the one sequence.
const WITH_IDS: [&str; 15] = [
    "accounts",
    "users",
    "teams",
    "territories",
    "former_names",
    "files",
    "imports",
    "invites",
    "notices",
    "codes",
    "one_time_links",
    "passkeys",
    "jobs",
    "seat_changes",
    "audit",
];

/// Every id in use lies below those that come next.
async fn ids_ahead(conn: &mut Conn) -> Result<Option<Broken>> {
    let next = ids::next(conn).await?;
    let mut last = 0;
    for table in WITH_IDS {
        last = last.max(sql(format!("SELECT COALESCE(MAX(id), 0) FROM {table}")).value(conn).await?);
    }
    let rule = "Every id in use is smaller than the ids that are handed out next.";
    Ok((last >= next).then_some(Broken { rule, count: 1, example: last }))
}
