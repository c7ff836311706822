//! Tests of the pure pipeline through its public way in.
#![cfg(test)]

mod columns;
mod documented;
mod effects;
mod encodings;
mod export;
mod fates;
mod fixes;
mod fixes_of_text;
mod gone;
mod grid;
mod header;
mod identity;
mod incremental;
mod inspect;
mod inviting;
mod labelled;
mod managers;
mod matching;
mod matching_evidence;
mod matching_score;
mod mojibake;
mod one_column;
mod read;
mod read_law;
mod roles;
mod twins;
mod value_dialect;
mod value_email;
mod value_fold;
mod value_list;
mod value_name;
mod value_phone;
mod value_replace;
mod value_role;
mod world;
