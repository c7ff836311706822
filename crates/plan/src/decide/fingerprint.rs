//! What is agreed to, in two hashes; and a small hash of each row, so that a stale plan can name the rows that moved.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use sha2::{Digest, Sha256};

use super::{Lists, create_in};
use crate::choices::Inviting;
use crate::effect::Charge;
use crate::plan::{Fate, Fingerprint, Plan, Ref, Values};

/// Hashes a plan. Numbers only shown (seats used, percent) are outside.
pub fn fingerprint(plan: &Plan) -> Fingerprint {
    let mut rows = Feed::default();
    let mut lists = Lists::default();
    for at in 0..plan.fates.len() as u32 {
        feed_row(plan, at, &mut lists, &mut rows);
    }
    for (created, kind) in [(plan.new_teams(), 1_u8), (plan.new_territories(), 2)] {
        for group in created {
            rows.write_u8(kind);
            rows.text(&group.name);
            group.parent.hash(&mut rows);
        }
    }
    let effects = plan.effects();
    let mut half = Feed::default();
    half.write_u32(effects.seats.added);
    for charge in &effects.charges {
        half.text(&charge.label);
        half.write_i64(charge.amount_minor);
        half.text(charge.currency.as_str());
        feed_line(charge, &mut half);
    }
    // Whoever agrees to a charge agrees to what follows from it in the next period. How many people there are then is only
    // shown, so that the price stands here and not the amount.
    if let Some(billing) = &plan.draft().facts().billing
        && !effects.charges.is_empty()
    {
        half.text(&serde_json::to_string(billing.coming()).unwrap_or_default());
    }
    for number in [effects.invites.email, effects.invites.text, effects.notices] {
        half.write_u32(number);
    }
    // Nothing for now, so that a fingerprint from before there was a choice is still good.
    match effects.invites.when {
        Inviting::None | Inviting::Now => {}
        Inviting::Held => half.text("held"),
        Inviting::At(at) => {
            half.text("at");
            half.write_i64(at.micros);
        }
    }
    if let Some(guard) = &effects.guard {
        half.write_u32(guard.number);
        half.text(&guard.label);
    }
    Fingerprint { rows: rows.end(), effects: half.end() }
}

/// What a line is besides its words and its amount: the day it was quoted on among it.
fn feed_line(charge: &Charge, half: &mut Feed) {
    half.text(charge.kind.as_str());
    half.text(&charge.from.to_string());
    half.text(&charge.to.to_string());
    half.write_i64(charge.seats);
    half.write_i64(charge.tax_minor);
    half.write_u8(charge.up_to.into());
}

/// A 32-bit hash of each row's part of the plan, by row index.
pub fn row_digests(plan: &Plan) -> Vec<u32> {
    let mut lists = Lists::default();
    (0..plan.fates.len() as u32)
        .map(|at| {
            let mut hasher = FxHasher::default();
            feed_row(plan, at, &mut lists, &mut hasher);
            let hash = hasher.finish();
            (hash ^ (hash >> 32)) as u32
        })
        .collect()
}

fn feed_row(plan: &Plan, at: u32, lists: &mut Lists, hasher: &mut impl Hasher) {
    let fate = plan.fate(at);
    hasher.write_u32(plan.sheet().number(at));
    hasher.write_u8(fate as u8);
    match fate {
        Fate::Create => {
            if let Some(one) = create_in(plan, at, std::mem::take(lists)) {
                for text in [one.first_name, one.last_name, one.email, one.external_id.unwrap_or("")] {
                    feed_text(text, hasher);
                }
                hasher.write_u64(one.phone.map_or(0, crate::value::phone::PhoneNumber::digits));
                hasher.write_u8(one.role as u8);
                hasher.write_u8(one.access as u8);
                feed_refs(&one.teams, hasher);
                feed_refs(&one.territories, hasher);
                *lists = (one.teams, one.territories);
            }
        }
        Fate::Update => {
            if let Some(change) = plan.change_of(at) {
                hasher.write_i64(change.person);
                hasher.write_i64(change.version);
                feed_values(&change.after, hasher);
            }
        }
        Fate::Unchanged | Fate::Skipped | Fate::Blocked => {}
    }
    for release in plan.releases_of(at) {
        hasher.write_i64(release.person);
        hasher.write_i64(release.version);
    }
}

fn feed_values(values: &Values, hasher: &mut impl Hasher) {
    for text in [&values.first_name, &values.last_name, &values.email] {
        feed_text(text, hasher);
    }
    feed_text(values.external_id.as_deref().unwrap_or(""), hasher);
    hasher.write_u64(values.phone.map_or(0, crate::value::phone::PhoneNumber::digits));
    hasher.write_u8(values.role as u8);
    hasher.write_u8(values.access as u8);
    hasher.write_u8(values.status as u8);
    feed_refs(&values.teams, hasher);
    feed_refs(&values.territories, hasher);
}

fn feed_text(text: &str, hasher: &mut impl Hasher) {
    hasher.write_u32(text.len() as u32);
    hasher.write(text.as_bytes());
}

fn feed_refs(refs: &[Ref], hasher: &mut impl Hasher) {
    hasher.write_u32(refs.len() as u32);
    for one in refs {
        match one {
            Ref::Known(id) => hasher.write_i64(*id),
            Ref::New(at) => {
                hasher.write_u8(1);
                hasher.write_u32(*at);
            }
        }
    }
}

/// So many bytes are hashed at a time.
const PIECE: usize = 8 * 1024;

/// A SHA-256 behind the standard hasher's face, with a fixed byte order. Gathers what is written, because most writes are of
/// a few bytes.
#[derive(Default)]
struct Feed {
    hash: Sha256,
    pending: Vec<u8>,
}

impl Feed {
    fn text(&mut self, text: &str) {
        feed_text(text, self);
    }

    fn end(mut self) -> [u8; 16] {
        self.hash.update(&self.pending);
        let mut half = [0; 16];
        for (to, from) in half.iter_mut().zip(self.hash.finalize()) {
            *to = from;
        }
        half
    }
}

impl Hasher for Feed {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= PIECE {
            self.hash.update(&self.pending);
            self.pending.clear();
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    fn write_i64(&mut self, number: i64) {
        self.write(&number.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_pieces_is_hashed_as_a_whole() {
        let text = (0..5 * PIECE as u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>();
        let mut feed = Feed::default();
        let mut rest = text.as_slice();
        for length in (0..).map(|at| at * at % (2 * PIECE + 1)) {
            let (piece, after) = rest.split_at(length.min(rest.len()));
            feed.write(piece);
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        assert_eq!(feed.end(), Sha256::digest(&text)[..16]);
    }
}
