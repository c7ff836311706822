//! Where invitations stand, as lists are narrowed to it and as funnels count it: one condition for both, so that a number
//! always is the number of the rows behind it.

use crate::invites::LAPSED;

/// Where an invitation stands. One can stand in several: whoever joined has opened the link, and opened it because it was
/// delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Neither joined nor cancelled.
    NotJoined,
    /// Held for somebody to release it, on a channel.
    Held,
    /// In the queue of a channel, whatever it waits for.
    Queued,
    /// In the queue for a time that somebody set. What a provider puts off is not scheduled.
    Scheduled,
    /// In the Outbox, because no service is set for a channel.
    Outbox,
    /// Not sent at all, because the import was told so.
    Unsent,
    /// Taken by a provider at least once, or opened all the same.
    Sent,
    /// Delivered on a channel, or opened.
    Delivered,
    /// Opened.
    Opened,
    /// Joined.
    Joined,
    /// Came back on a channel.
    Failed,
    /// Came back on each channel that was tried, and was not opened: the person does not know.
    Unreached,
    /// Nothing is sent to an address of the person: it does not exist, or its owner wants nothing more.
    Stopped,
    /// Sent a week ago or longer, or as long in the Outbox, on each channel on which it was, and neither joined, lapsed nor
    /// cancelled since.
    Late,
    /// The link can be used no longer.
    Lapsed,
    /// Taken back.
    Cancelled,
}

/// Neither joined nor cancelled.
macro_rules! open {
    ($($more:literal),*) => {
        concat!("i.accepted_at IS NULL AND i.cancelled_at IS NULL", $($more),*)
    };
}

/// From the suppressions to their people: in an installation there are far fewer of these than people, and SQLite goes the
/// way that a CROSS JOIN names. The list is made once, whatever PostgreSQL thinks of how many invitations it is held against.
const STOPPED: &str = "i.cancelled_at IS NULL AND i.user_id IN (WITH stopped AS MATERIALIZED (\
    SELECT u.id AS id FROM suppressions s CROSS JOIN users u WHERE s.channel = 'email' AND u.account_id = $1 \
    AND u.email = s.address AND u.status <> 'Cancelled' \
    UNION ALL SELECT u.id FROM suppressions s CROSS JOIN users u WHERE s.channel = 'text' AND u.account_id = $1 \
    AND u.phone = s.address AND u.status <> 'Cancelled' AND u.phone IS NOT NULL) SELECT id FROM stopped)";

/// A week in microseconds. Sent again, it has a week more. In the Outbox it is from when it was due, for somebody to hand on.
const LATE: &str = open!(
    " AND i.expires_at > ? AND (i.email_sent_at IS NOT NULL OR i.text_sent_at IS NOT NULL \
     OR i.email_state = 'outbox' OR i.text_state = 'outbox') \
     AND CASE WHEN i.email_state = 'outbox' THEN i.email_next_at ELSE COALESCE(i.email_sent_at, 0) END <= ? - 604800000000 \
     AND CASE WHEN i.text_state = 'outbox' THEN i.text_next_at ELSE COALESCE(i.text_sent_at, 0) END <= ? - 604800000000"
);

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 16] = [
        Self::NotJoined,
        Self::Held,
        Self::Queued,
        Self::Scheduled,
        Self::Outbox,
        Self::Unsent,
        Self::Sent,
        Self::Delivered,
        Self::Opened,
        Self::Joined,
        Self::Failed,
        Self::Unreached,
        Self::Stopped,
        Self::Late,
        Self::Lapsed,
        Self::Cancelled,
    ];

    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotJoined => "not-joined",
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Scheduled => "scheduled",
            Self::Outbox => "outbox",
            Self::Unsent => "unsent",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Opened => "opened",
            Self::Joined => "joined",
            Self::Failed => "failed",
            Self::Unreached => "unreached",
            Self::Stopped => "stopped",
            Self::Late => "late",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// The condition on a table `invites i` of the account `$1`; a `?` is the time.
    pub(crate) const fn condition(self) -> &'static str {
        match self {
            Self::NotJoined => open!(),
            Self::Held => "(i.email_state = 'held' OR i.text_state = 'held')",
            Self::Queued => "(i.email_state = 'queued' OR i.text_state = 'queued')",
            Self::Scheduled => "i.send_at > ? AND (i.email_state = 'queued' OR i.text_state = 'queued')",
            Self::Outbox => open!(" AND (i.email_state = 'outbox' OR i.text_state = 'outbox')"),
            Self::Unsent => open!(" AND i.email_state = 'none' AND i.text_state = 'none'"),
            Self::Sent => {
                "(i.email_sent_at IS NOT NULL OR i.text_sent_at IS NOT NULL OR i.opened_at IS NOT NULL \
                 OR i.accepted_at IS NOT NULL)"
            }
            Self::Delivered => {
                "(i.email_state = 'delivered' OR i.text_state = 'delivered' OR i.opened_at IS NOT NULL \
                 OR i.accepted_at IS NOT NULL)"
            }
            Self::Opened => "(i.opened_at IS NOT NULL OR i.accepted_at IS NOT NULL)",
            Self::Joined => "i.accepted_at IS NOT NULL",
            Self::Failed => open!(" AND (i.email_state = 'failed' OR i.text_state = 'failed')"),
            Self::Unreached => open!(
                " AND i.opened_at IS NULL AND (i.email_state = 'failed' OR i.text_state = 'failed') \
                 AND i.email_state IN ('failed', 'none') AND i.text_state IN ('failed', 'none')"
            ),
            Self::Stopped => STOPPED,
            Self::Late => LATE,
            Self::Lapsed => LAPSED,
            Self::Cancelled => "i.cancelled_at IS NOT NULL",
        }
    }

    /// Whether the condition asks for the time.
    pub(crate) const fn asks_time(self) -> bool {
        matches!(self, Self::Lapsed | Self::Late | Self::Scheduled)
    }
}
