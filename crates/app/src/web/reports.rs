//! Browsers tell here what the content security policy kept them from doing. It goes into the log.

use axum::body::Bytes;
use axum::http::StatusCode;

/// As much of a report as is worth a line.
const LONGEST: usize = 2000;

/// Logs a report. Anybody can send one, so it is cut and never trusted.
pub async fn take(report: Bytes) -> StatusCode {
    let start = report.get(..LONGEST).unwrap_or(&report);
    tracing::warn!(report = %String::from_utf8_lossy(start), "the content security policy was violated");
    StatusCode::NO_CONTENT
}
