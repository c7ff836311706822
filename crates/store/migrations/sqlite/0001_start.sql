-- The same tables stand in ../postgres; a test compares them column by column.
-- Ids and times are 64-bit (times in UTC microseconds), JSON is TEXT, enums are short TEXT with a CHECK.
-- No index without a query that needs it; no foreign key that guards nothing: the tables that an import fills by the
-- hundred thousand (users, memberships, invites, outcomes) have none, and `invariants` verifies them instead.

-- What is true of the whole installation, by name: the fingerprint of its key.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The next id, for every table; taken in blocks inside a transaction. PostgreSQL has a sequence in its place.
CREATE TABLE ids (
    next INTEGER NOT NULL
) STRICT;
INSERT INTO ids (next) VALUES (1);

CREATE TABLE accounts (
    id INTEGER NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    country TEXT NOT NULL CHECK (length(country) = 2),
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    commitment INTEGER NOT NULL CHECK (commitment >= 0),
    bought INTEGER NOT NULL CHECK (bought >= 0),
    may_buy INTEGER NOT NULL CHECK (may_buy IN (0, 1)),
    -- Whether Managers may import Sales people of their own teams and territories.
    managers_import INTEGER NOT NULL DEFAULT 0 CHECK (managers_import IN (0, 1)),
    -- What messages to its people are written in, where it has no words of its own.
    language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'de', 'es', 'fr', 'pt', 'it', 'nl', 'pl')),
    -- Whether somebody needs a phone to be invited or to become active again.
    needs_phones INTEGER NOT NULL DEFAULT 1 CHECK (needs_phones IN (0, 1)),
    -- For how many days files are kept at most; where the installation keeps them shorter, that.
    keep_files_days INTEGER CHECK (keep_files_days BETWEEN 1 AND 3650),
    -- From when on an apply wants a number typed in: a share in percent, and a number.
    guard_percent INTEGER NOT NULL DEFAULT 10 CHECK (guard_percent BETWEEN 1 AND 25),
    guard_most INTEGER NOT NULL DEFAULT 50 CHECK (guard_most BETWEEN 1 AND 200),
    -- Counts the transactions that changed the account's people, teams, territories, settings or seats.
    revision INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL,
    -- Counts the changes of this person.
    version INTEGER NOT NULL DEFAULT 1,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    -- In normal form.
    email TEXT NOT NULL,
    -- In E.164 with its plus sign; none where a suspended person's was released, and of whoever came while none was needed.
    phone TEXT,
    role TEXT NOT NULL CHECK (role IN ('Sales', 'Manager', 'Admin')),
    access TEXT NOT NULL CHECK (access IN ('Global', 'Limited')),
    external_id TEXT,
    status TEXT NOT NULL CHECK (status IN ('Invited', 'Active', 'Suspended', 'Cancelled')),
    -- Folded last name, first name, e-mail, phone and external id: what a search looks at and a list is sorted by.
    search TEXT NOT NULL,
    password_hash TEXT,
    -- The phone that the person has shown to be theirs; one that was changed since is not.
    confirmed_phone TEXT,
    -- Counts the times that all sessions of this person were ended.
    session_epoch INTEGER NOT NULL DEFAULT 1,
    joined_at INTEGER,
    -- When a session of the person was last begun or used, within an hour or so.
    last_seen_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by_import INTEGER,
    last_import INTEGER,
    CHECK (role <> 'Admin' OR access = 'Global'),
    CHECK ((status IN ('Active', 'Suspended')) = (joined_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX users_email ON users (account_id, email) WHERE status <> 'Cancelled';
-- Also finds the external ids that differ by leading zeros only.
CREATE UNIQUE INDEX users_external_id ON users (account_id, ltrim(external_id, '0'), external_id)
    WHERE status <> 'Cancelled' AND external_id IS NOT NULL;
-- A suspended person's phone does not count as used, and is found all the same.
CREATE UNIQUE INDEX users_phone ON users (account_id, phone, (CASE WHEN status = 'Suspended' THEN id ELSE 0 END))
    WHERE status <> 'Cancelled' AND phone IS NOT NULL;
-- Over the installation only among people who have joined: an invitation reserves nothing elsewhere.
CREATE UNIQUE INDEX users_joined_email ON users (email) WHERE status IN ('Active', 'Suspended');
CREATE UNIQUE INDEX users_joined_phone ON users (phone) WHERE status = 'Active';
CREATE INDEX users_status ON users (account_id, status, role, id);

CREATE TABLE teams (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    parent_id INTEGER REFERENCES teams (id),
    created_at INTEGER NOT NULL,
    created_by_import INTEGER,
    -- An archived group stays for the history, holds nobody and is offered nowhere.
    archived_at INTEGER,
    -- A merged one is archived, and its name is a former one of the group it was merged into.
    merged_into INTEGER REFERENCES teams (id),
    CHECK (parent_id <> id),
    CHECK (merged_into IS NULL OR archived_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX teams_name ON teams (account_id, COALESCE(parent_id, 0), folded)
    WHERE archived_at IS NULL;

CREATE TABLE territories (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    parent_id INTEGER REFERENCES territories (id),
    created_at INTEGER NOT NULL,
    created_by_import INTEGER,
    -- An archived group stays for the history, holds nobody and is offered nowhere.
    archived_at INTEGER,
    -- A merged one is archived, and its name is a former one of the group it was merged into.
    merged_into INTEGER REFERENCES territories (id),
    colour TEXT CHECK (colour IN ('blue', 'teal', 'green', 'amber', 'red', 'pink', 'violet', 'grey')),
    CHECK (parent_id <> id),
    CHECK (merged_into IS NULL OR archived_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX territories_name ON territories (account_id, COALESCE(parent_id, 0), folded)
    WHERE archived_at IS NULL;

-- Where teams and territories stood before: a saved mapping goes on to mean what it meant. Rows are only added.
CREATE TABLE former_names (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    -- Of a team or a territory: ids come from one sequence.
    group_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- The parent of then, which may be archived or merged by now.
    parent_id INTEGER,
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX former_names_account ON former_names (account_id, group_id, until);

CREATE TABLE user_teams (
    account_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, user_id, team_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_territories (
    account_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    territory_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, user_id, territory_id)
) STRICT, WITHOUT ROWID;

-- Whom archiving or merging took out of a team or territory, for the story of each of them. Rows are only added.
CREATE TABLE departures (
    account_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    -- Of a team or a territory: ids come from one sequence.
    group_id INTEGER NOT NULL,
    -- What it became part of; none where it was archived.
    into_id INTEGER,
    at INTEGER NOT NULL,
    -- Who did it, as JSON.
    actor TEXT NOT NULL,
    PRIMARY KEY (account_id, user_id, group_id, at)
) STRICT, WITHOUT ROWID;

-- By how many the people of each status became more or fewer on a day (YYYY-MM-DD, in the account's time zone of then):
-- added up to a day, they are the people of that day. Written in the transaction that changes a status.
CREATE TABLE status_days (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    day TEXT NOT NULL,
    invited INTEGER NOT NULL,
    active INTEGER NOT NULL,
    suspended INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    -- In bytes, unpacked.
    size INTEGER NOT NULL,
    -- Of the unpacked bytes, in hexadecimal digits.
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    erased_at INTEGER
) STRICT;

CREATE TABLE file_pieces (
    file_id INTEGER NOT NULL REFERENCES files (id),
    number INTEGER NOT NULL,
    -- One megabyte of the file or its rest, deflated.
    packed BLOB NOT NULL,
    PRIMARY KEY (file_id, number)
) STRICT;

CREATE TABLE imports (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    subject TEXT NOT NULL CHECK (subject IN ('users', 'territories', 'records')),
    status TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'applied', 'discarded')),
    step TEXT NOT NULL CHECK (step IN ('match', 'fix', 'review')),
    -- Who began it, as JSON.
    actor TEXT NOT NULL,
    -- The person who began it, if one of the account: Managers see their own imports only.
    begun_by INTEGER,
    -- A file that somebody brought in; or a form, which has no file and is agreed to and applied at once.
    source TEXT NOT NULL DEFAULT 'file' CHECK (source IN ('file', 'form')),
    file_name TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx', 'ods')),
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    original_file INTEGER REFERENCES files (id),
    sheet_file INTEGER REFERENCES files (id),
    -- The mapping file (reading, columns, one value for everybody) and the choices, as JSON.
    mapping TEXT NOT NULL,
    choices TEXT NOT NULL,
    -- Counts the changes of mapping, choices and fixes.
    revision INTEGER NOT NULL DEFAULT 1,
    -- What was agreed to: fingerprint, row digests (32-bit, little-endian), effects and counts as JSON, the number typed in.
    fingerprint TEXT,
    row_digests BLOB,
    effects TEXT,
    counts TEXT,
    confirm INTEGER,
    approved_by TEXT,
    approved_at INTEGER,
    -- Why an approved import went back to being a draft, as JSON.
    stale TEXT,
    applied_at INTEGER,
    took INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((source = 'form') = (original_file IS NULL)),
    CHECK (source = 'file' OR status IN ('approved', 'applied')),
    CHECK (status <> 'applied' OR applied_at IS NOT NULL),
    CHECK (status NOT IN ('approved', 'applied') OR (fingerprint IS NOT NULL AND counts IS NOT NULL))
) STRICT;
CREATE INDEX imports_account ON imports (account_id, id);
-- Those of files by themselves: an account has few of them among many forms.
CREATE INDEX imports_files ON imports (account_id, id) WHERE source = 'file';

CREATE TABLE import_fixes (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    number INTEGER NOT NULL,
    fix TEXT NOT NULL,
    actor TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    PRIMARY KEY (import_id, number)
) STRICT;

-- What an account chose for a header (folded) in its last import that had it: a field, or none at all.
CREATE TABLE remembered_headers (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    header TEXT NOT NULL,
    field TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, header)
) STRICT, WITHOUT ROWID;

-- What an applied import did, row by row.
CREATE TABLE outcomes (
    import_id INTEGER NOT NULL,
    -- As the spreadsheet shows it.
    row_number INTEGER NOT NULL,
    fate TEXT NOT NULL CHECK (fate IN ('create', 'update', 'unchanged', 'skipped', 'blocked')),
    person_id INTEGER,
    -- The person's version after the import; none where nothing was done.
    person_version INTEGER,
    -- Whom the row names, as shown and folded for searching; only where no person of the account is known.
    label TEXT,
    search TEXT,
    values_before TEXT,
    values_after TEXT,
    -- The codes of the findings at the row, as a JSON array; none where there are none.
    codes TEXT,
    PRIMARY KEY (import_id, row_number)
) STRICT, WITHOUT ROWID;
-- The history of a person: only rows that did something.
CREATE INDEX outcomes_person ON outcomes (person_id) WHERE fate IN ('create', 'update');

-- Phones of suspended people that a row of an import took over.
CREATE TABLE releases (
    import_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    person_version INTEGER NOT NULL,
    phone TEXT NOT NULL,
    PRIMARY KEY (import_id, row_number, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX releases_person ON releases (person_id);

-- One invitation a person, with a state per channel: its own entry in the queue of messages.
CREATE TABLE invites (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    import_id INTEGER,
    -- Raised to end the links sent so far.
    generation INTEGER NOT NULL DEFAULT 1,
    token_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    email_state TEXT NOT NULL CHECK (email_state IN ('none', 'held', 'queued', 'sent', 'delivered', 'outbox', 'failed', 'ended')),
    -- When to try next; in the hands of a worker until then.
    email_next_at INTEGER NOT NULL,
    email_attempts INTEGER NOT NULL DEFAULT 0,
    email_fence INTEGER NOT NULL DEFAULT 0,
    -- 1 from the claim until its holder says what became of it; found so at the next claim, that word was lost.
    email_begun INTEGER NOT NULL DEFAULT 0 CHECK (email_begun IN (0, 1)),
    -- How often the provider's answer was lost: only then can a message have gone out twice.
    email_unsure INTEGER NOT NULL DEFAULT 0,
    email_sent_at INTEGER,
    email_error TEXT,
    text_state TEXT NOT NULL CHECK (text_state IN ('none', 'held', 'queued', 'sent', 'delivered', 'outbox', 'failed', 'ended')),
    text_next_at INTEGER NOT NULL,
    text_attempts INTEGER NOT NULL DEFAULT 0,
    text_fence INTEGER NOT NULL DEFAULT 0,
    text_begun INTEGER NOT NULL DEFAULT 0 CHECK (text_begun IN (0, 1)),
    text_unsure INTEGER NOT NULL DEFAULT 0,
    text_sent_at INTEGER,
    text_error TEXT,
    opened_at INTEGER,
    accepted_at INTEGER,
    cancelled_at INTEGER,
    -- The account's revision when sending was last asked for: who asks from a page drawn before asks for nothing new.
    asked_revision INTEGER NOT NULL DEFAULT 0,
    -- The time that somebody set for the messages; 0 where they go as soon as they can. What a provider puts off is not set.
    send_at INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX invites_user ON invites (account_id, user_id);
CREATE INDEX invites_import ON invites (account_id, import_id, user_id);
CREATE UNIQUE INDEX invites_token ON invites (token_hash);
CREATE INDEX invites_email_due ON invites (email_next_at, id) WHERE email_state = 'queued';
CREATE INDEX invites_text_due ON invites (text_next_at, id) WHERE text_state = 'queued';

-- What the invitations of an account say, where its Admins have said it: texts with placeholders.
CREATE TABLE invitation_templates (
    account_id INTEGER NOT NULL PRIMARY KEY REFERENCES accounts (id),
    subject TEXT NOT NULL,
    email TEXT NOT NULL,
    text_message TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Messages other than invitations: to the address a person had before it was changed, with a code, with a link.
CREATE TABLE notices (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    import_id INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('changed', 'code', 'password')),
    -- The code or the link that it brings; none of an address that was changed.
    of_id INTEGER,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'text')),
    address TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'delivered', 'outbox', 'failed', 'ended')),
    next_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1)),
    unsure INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_account ON notices (account_id, id);
CREATE INDEX notices_of ON notices (of_id) WHERE of_id IS NOT NULL;
CREATE INDEX notices_due ON notices (channel, next_at, id) WHERE state = 'queued';

-- What a provider calls a message, so that what it says of it later finds it. Erased after 30 days.
CREATE TABLE provider_ids (
    channel TEXT NOT NULL CHECK (channel IN ('email', 'text')),
    provider_id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('invite', 'notice')),
    message_id INTEGER NOT NULL,
    -- The claim under which it was handed over: words about an earlier one count no more.
    fence INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (channel, provider_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_ids_age ON provider_ids (created_at);

-- Addresses that nothing is sent to, for the whole installation, because the sender is the same for all of it.
CREATE TABLE suppressions (
    channel TEXT NOT NULL CHECK (channel IN ('email', 'text')),
    address TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('bounce', 'complaint', 'stop')),
    -- The provider's.
    words TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (channel, address)
) STRICT, WITHOUT ROWID;

-- Providers that take nothing at present: no worker hands them anything until a time.
CREATE TABLE lanes (
    channel TEXT NOT NULL PRIMARY KEY CHECK (channel IN ('email', 'text')),
    closed_since INTEGER NOT NULL,
    closed_until INTEGER NOT NULL,
    -- How often it was tried in vain since then.
    tries INTEGER NOT NULL,
    words TEXT NOT NULL
) STRICT;

-- How many texts other than invitations went to a range of numbers within a window of time.
CREATE TABLE text_ranges (
    digits TEXT NOT NULL PRIMARY KEY,
    began_at INTEGER NOT NULL,
    count INTEGER NOT NULL
) STRICT;

-- Work to do outside of a transaction; a job that is done is deleted.
CREATE TABLE jobs (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER,
    kind TEXT NOT NULL,
    -- Ids only, as JSON.
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'failed')),
    next_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_due ON jobs (next_at, id) WHERE state = 'queued';

CREATE TABLE sessions (
    -- SHA-256 of the session's id.
    id_hash BLOB NOT NULL PRIMARY KEY,
    account_id INTEGER,
    user_id INTEGER,
    -- The person's session epoch when the session began.
    epoch INTEGER,
    data TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    CHECK ((user_id IS NULL) = (account_id IS NULL) AND (user_id IS NULL) = (epoch IS NULL))
) STRICT;
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- How often somebody tried to sign in within a window of time: as whom, from where, with the code in force, and how
-- often somebody asked for a code or a link.
CREATE TABLE attempts (
    scope TEXT NOT NULL CHECK (scope IN ('person', 'address', 'code', 'asked')),
    -- SHA-256 of whom or where.
    key_hash BLOB NOT NULL,
    began_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (scope, key_hash)
) STRICT;

CREATE TABLE one_time_links (
    id INTEGER NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('set_password')),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_time_links_token ON one_time_links (token_hash);
CREATE INDEX one_time_links_user ON one_time_links (user_id);
CREATE INDEX one_time_links_open ON one_time_links (account_id) WHERE used_at IS NULL;

-- Codes of six digits to type in. The code itself is made of the id with the installation key and kept nowhere.
CREATE TABLE codes (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    -- To sign in, or to show that an address is the person's own.
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'confirm')),
    channel TEXT NOT NULL CHECK (channel IN ('email', 'text')),
    address TEXT NOT NULL,
    -- How often somebody typed a code while this one held.
    attempts INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER NOT NULL,
    -- When it was typed in, or replaced by a newer one.
    used_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX codes_user ON codes (account_id, user_id);
CREATE INDEX codes_expiry ON codes (expires_at);

CREATE TABLE passkeys (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    -- How the authenticator calls it.
    credential BLOB NOT NULL,
    -- Its public key, and what changes when it is used, as the library writes them.
    public_key BLOB NOT NULL,
    state BLOB NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE UNIQUE INDEX passkeys_credential ON passkeys (credential);
CREATE INDEX passkeys_user ON passkeys (account_id, user_id);

-- How the people of an account sign in at their company's provider by OpenID Connect.
CREATE TABLE sign_on (
    account_id INTEGER NOT NULL PRIMARY KEY REFERENCES accounts (id),
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    -- Sealed with a key that is derived from the installation key; in clear nowhere.
    secret BLOB NOT NULL,
    -- Whether it is the only way in.
    is_only INTEGER NOT NULL DEFAULT 0 CHECK (is_only IN (0, 1)),
    -- When an Admin last signed in by it as it is now.
    proved_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (proved_at IS NOT NULL OR NOT is_only)
) STRICT;

-- The e-mail domains that a provider says to speak for. Several accounts may say so of one: nobody has to prove it.
CREATE TABLE sign_on_domains (
    domain TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES sign_on (account_id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (domain, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_on_domains_account ON sign_on_domains (account_id);

CREATE TABLE seat_changes (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    import_id INTEGER,
    paid_before INTEGER NOT NULL,
    paid_after INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX seat_changes_account ON seat_changes (account_id, id);

-- What the seats of an account cost; an account without a row has no price. Days are YYYY-MM-DD in the account's time zone.
CREATE TABLE billing (
    account_id INTEGER NOT NULL PRIMARY KEY REFERENCES accounts (id),
    -- The terms of the price in force, and of the one from the next period's start on, as JSON.
    price TEXT NOT NULL,
    next_price TEXT,
    -- The period whose start was made last.
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    -- From when on somebody takes a seat, and the days after joining that cost nothing.
    counting TEXT NOT NULL CHECK (counting IN ('invited', 'joining')),
    trial_days INTEGER NOT NULL CHECK (trial_days >= 0),
    -- The most that imports may charge in a month, before tax, in minor units.
    cap_minor INTEGER CHECK (cap_minor >= 0)
) STRICT;
CREATE INDEX billing_due ON billing (period_to);

-- What was charged and given back; rows are only ever added.
CREATE TABLE ledger (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('period_charge', 'add_on', 'one_time_charge', 'credit', 'reversal', 'carry_over')),
    -- The period on whose invoice it stands, and the days it is about, each from its first to the one after its last.
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    days_from TEXT NOT NULL,
    days_to TEXT NOT NULL,
    seats INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    label TEXT NOT NULL,
    -- A line is taken back once.
    reverses INTEGER UNIQUE REFERENCES ledger (id),
    -- What caused it: an import, a person who took a seat, whoever set or gave something (JSON), or none of these at a
    -- period's start.
    import_id INTEGER,
    user_id INTEGER,
    actor TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_account ON ledger (account_id, period_from, id);
CREATE INDEX ledger_import ON ledger (account_id, import_id) WHERE import_id IS NOT NULL;
-- A period begins once.
CREATE UNIQUE INDEX ledger_start ON ledger (account_id, kind, days_from) WHERE kind IN ('period_charge', 'add_on');
CREATE TRIGGER ledger_keeps_rows BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;
CREATE TRIGGER ledger_keeps_words BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;

-- One a period: open while it runs, closed with a number when the next one begins.
CREATE TABLE invoices (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    -- Ascending within the account; only what has lines gets one.
    number INTEGER,
    closed_at INTEGER,
    paid_at INTEGER,
    UNIQUE (account_id, period_from),
    UNIQUE (account_id, number)
) STRICT;

-- What the payment service has to be told of an account with a price, and what it said last. Kept whether or not one is set.
CREATE TABLE payment_standing (
    account_id INTEGER NOT NULL PRIMARY KEY REFERENCES accounts (id),
    -- Seats that are to be paid for.
    wanted INTEGER NOT NULL CHECK (wanted >= 0),
    -- Raised with each change of seats or price, and the last one that a look has dealt with.
    revision INTEGER NOT NULL DEFAULT 1,
    settled_revision INTEGER NOT NULL DEFAULT 0,
    -- Raised where a key of the service stands for an answer that is not so.
    generation INTEGER NOT NULL DEFAULT 1,
    -- When to look next, and until when nobody does: somebody looks already, or was told to leave it alone.
    due_at INTEGER NOT NULL,
    rests_until INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    -- What was in the way of the last look.
    words TEXT,
    -- What the service calls the company, what it pays for, and the tax on top.
    customer TEXT,
    subscription TEXT,
    tax_ppm INTEGER,
    tax_rate TEXT,
    state TEXT NOT NULL DEFAULT 'unknown' CHECK (state IN ('unknown', 'no_method', 'active', 'incomplete', 'past_due', 'unpaid', 'ended')),
    method TEXT,
    method_words TEXT,
    -- Seats that the service had at the last look.
    quantity INTEGER,
    looked_at INTEGER,
    -- Since when a payment has not gone through.
    overdue_since INTEGER,
    -- The first day that the service was not known to have collected for.
    collected_to TEXT,
    -- The last time that the service had something else than it was told.
    drift_at INTEGER,
    drift_found INTEGER,
    drift_wanted INTEGER
) STRICT;
CREATE INDEX payment_due ON payment_standing (due_at, account_id);
CREATE UNIQUE INDEX payment_customer ON payment_standing (customer);

-- Events that the payment service has reported, so that each counts once. Erased after 30 days.
CREATE TABLE payment_events (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_events_age ON payment_events (created_at);

-- Who did what; rows are only ever added, and all that is ever taken out of one is an address.
CREATE TABLE audit (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_id INTEGER,
    detail TEXT NOT NULL,
    -- Where the request came from; none at the command line and by the worker, and of people who were erased.
    address TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_account ON audit (account_id, id);
CREATE INDEX audit_billing ON audit (account_id, id) WHERE action LIKE 'billing.%';
CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END;
CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit
WHEN NEW.address IS NOT NULL OR NEW.id <> OLD.id OR NEW.account_id IS NOT OLD.account_id OR NEW.actor <> OLD.actor
    OR NEW.action <> OLD.action OR NEW.subject_id IS NOT OLD.subject_id OR NEW.detail <> OLD.detail
    OR NEW.created_at <> OLD.created_at
BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END;
