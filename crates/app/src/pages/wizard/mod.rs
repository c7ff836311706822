//! The import wizard: from a file to people, in five steps that can be left and come back to.
//!
//! Each step is a page struct with its template beside it in name, and handlers that extract, make one call into
//! `store` or `plan`, and answer with the page or a redirect. Every form is sent with POST and answered with a redirect;
//! htmx follows it and takes the page's `wizard` block, a browser without it loads the page. No rule of the domain
//! lives here: what is wrong, what helps, and what will happen is printed as the plan says it.

pub mod diff;
pub mod fix;
pub mod matching;
pub mod outcome;
pub mod review;
pub mod rows;
pub mod text;
pub mod top;
pub mod upload;
