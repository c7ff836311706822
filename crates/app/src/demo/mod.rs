//! The example company and the sample files, for `muster demo`, for tests and for pictures.
//!
//! Everything here is made up and fixed: the same people, the same files, every time. Phones lie in the ranges kept for
//! fiction (555-0100 to 555-0199), addresses under `.example`. The company comes into being the way any company does: by an
//! import through the whole pipeline.
//!
//! Start at [`company`] for who works there, at [`samples`] for the files, at [`seed`] for how the company is made.

mod bills;
pub mod company;
pub mod messy;
pub mod samples;
pub mod seed;
