//! The binary `muster`: web panel, command line and worker.
//!
//! Everything of the domain lives in `plan`, everything of SQL in `store`; this crate brings them to people. Start at
//! [`pages`] for the panel.

pub mod amount;
pub mod assets;
pub mod beside;
pub mod cli;
pub mod clock;
pub mod config;
pub mod current;
pub mod demo;
pub mod error;
pub mod hooks;
pub mod installation;
pub mod invoice;
pub mod jobs;
pub mod local_time;
pub mod messages;
pub mod metrics;
pub mod outside;
pub mod pages;
pub mod password;
pub mod payment;
pub mod pipeline;
pub mod provider;
pub mod random;
pub mod relying_party;
pub mod routes;
pub mod server;
pub mod spreadsheet;
pub mod state;
pub mod web;
pub mod workbook;
