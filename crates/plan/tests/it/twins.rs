//! Rows that share a key are found without comparing every row with every other.

use std::collections::BTreeMap;

use plan::plan::Fate;
use proptest::prelude::*;

use crate::world::{World, fates};

/// Keys of rows: few different ones, so that many rows share some.
fn keys() -> impl Strategy<Value = Vec<[u16; 3]>> {
    (1_u16..600).prop_flat_map(|most| prop::collection::vec(prop::array::uniform3(0..most), 0..60))
}

proptest! {
    #[test]
    fn a_row_is_refused_where_it_shares_a_key_and_only_there(rows in keys()) {
        let line = |[email, phone, id]: &[u16; 3]| {
            format!("Ada|Byron|a{email}@x.example|(414) 555-{phone:04}|Sales|Midwest|Limited|Ohio Valley|N-{id}")
        };
        let lines = rows.iter().map(line).collect::<Vec<_>>();
        let plan = World::new().plan(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let mut counts: BTreeMap<(usize, u16), u32> = BTreeMap::new();
        for key in rows.iter().flat_map(|row| row.iter().copied().enumerate()) {
            *counts.entry(key).or_default() += 1;
        }
        let shares = |row: &[u16; 3]| row.iter().copied().enumerate().any(|key| counts[&key] > 1);
        let expected = rows.iter().map(|row| if shares(row) { Fate::Blocked } else { Fate::Create });
        prop_assert_eq!(fates(&plan), expected.collect::<Vec<_>>());
    }
}
