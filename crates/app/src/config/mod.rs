//! The settings of an installation: flags, else environment, else the settings file, else what suits one machine.
//!
//! [`Settings`] is what was said, [`Config`] what holds. Nothing here opens a database or a socket. Start at
//! [`Config::new`].

mod address;
pub mod file;
mod logging;
pub mod payment;
mod secret;
pub mod sending;
pub mod told;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use plan::read::Limits;

pub use self::address::{Network, PublicUrl, Server};
pub use self::file::File;
pub use self::logging::start_logging;
use self::payment::PaymentSettings;
pub use self::payment::Stripe;
pub use self::secret::FoundKey;
pub(crate) use self::secret::make_private_dir;
use self::sending::SendingSettings;
pub use self::sending::{Secret, Sending};
use crate::provider::Reach;

/// Why a setting cannot be used, as a sentence that names it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadSetting(pub String);

/// The settings that every command takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// The settings file [default: muster/muster.toml in ~/.config, else in /etc]; `muster config --default` prints one
    #[arg(long, global = true, value_name = "FILE", env = "MUSTER_CONFIG", hide_short_help = true)]
    pub config: Option<PathBuf>,

    /// The database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`. Without it, a SQLite file in the data
    /// directory.
    #[arg(long, global = true, value_name = "URL", env = "MUSTER_DATABASE_URL", hide_env_values = true)]
    pub database: Option<String>,

    /// Where the SQLite file and the installation key lie [default: ~/.local/share/muster]
    #[arg(long, global = true, value_name = "DIR", env = "MUSTER_DATA_DIR")]
    pub data_dir: Option<PathBuf>,

    /// The address that people reach Muster at; every link in a message begins with it
    /// [default: the address it listens on]
    #[arg(long, global = true, value_name = "URL", env = "MUSTER_PUBLIC_URL", hide_short_help = true)]
    pub public_url: Option<PublicUrl>,

    /// The largest file that is read, in megabytes
    #[arg(long, global = true, value_name = "N", env = "MUSTER_MAX_FILE_MB", default_value_t = 50, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=4000))]
    pub max_file_mb: u32,

    /// The most rows a file may have
    #[arg(long, global = true, value_name = "N", env = "MUSTER_MAX_ROWS", default_value_t = 200_000, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub max_rows: u32,

    /// The most columns a file may have
    #[arg(long, global = true, value_name = "N", env = "MUSTER_MAX_COLUMNS", default_value_t = 500, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=16_384))]
    pub max_columns: u32,

    /// Days after which the file of an applied import is erased; its history stays
    #[arg(long, global = true, value_name = "DAYS", env = "MUSTER_KEEP_FILES_DAYS", default_value_t = 90, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub keep_files_days: u32,

    /// Days for which the link of an invitation can be used, from when it goes out
    #[arg(long, global = true, value_name = "DAYS", env = "MUSTER_INVITE_DAYS", default_value_t = 14, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=365))]
    pub invite_days: u32,

    /// Let Admins connect single sign-on to providers in private networks and on this machine, there also without https;
    /// calls to providers then go through the proxy of the environment, if there is one
    #[arg(long, global = true, env = "MUSTER_SSO_ALLOW_PRIVATE", hide_short_help = true,
          value_parser = clap::builder::BoolishValueParser::new())]
    pub sso_allow_private: bool,

    /// What is logged, such as `info` or `warn,store=debug`
    #[arg(long, global = true, value_name = "FILTER", env = "MUSTER_LOG", hide_short_help = true)]
    pub log: Option<String>,

    /// Who may watch.
    #[command(flatten)]
    pub watching: Watching,

    /// How messages are sent.
    #[command(flatten)]
    pub sending: SendingSettings,

    /// Who collects what is charged.
    #[command(flatten)]
    pub payment: PaymentSettings,
}

/// Who may watch an installation.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Watching")]
pub struct Watching {
    /// Where `serve` and `worker` answer /metrics, /healthz and /readyz to whoever can reach that address: for one that
    /// only the own network reaches, such as 127.0.0.1:9464
    #[arg(long, global = true, value_name = "ADDR", env = "MUSTER_METRICS_LISTEN", hide_short_help = true)]
    pub metrics_listen: Option<SocketAddr>,

    /// The bearer token for /metrics at the panel's own address; without one it is answered there only while the public
    /// address is this machine's own, and only to this machine
    #[arg(
        long,
        global = true,
        value_name = "TOKEN",
        env = "MUSTER_METRICS_TOKEN",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub metrics_token: Option<Secret>,
}

/// The settings that hold.
#[derive(Clone, Debug)]
pub struct Config {
    /// The URL of the database.
    pub database: String,
    /// Where the SQLite file and the installation key lie.
    pub data_dir: PathBuf,
    /// The address that every link in a message begins with.
    pub public_url: PublicUrl,
    /// How much is read at the most.
    pub limits: Limits,
    /// Days after which the file of an applied import is erased.
    pub keep_files_days: u32,
    /// How messages are sent.
    pub sending: Sending,
    /// Who collects what is charged; without, the ledger is the billing.
    pub stripe: Option<Stripe>,
    /// How long the link of an invitation can be used from when it goes out.
    pub invite_lifetime: Duration,
    /// Where the providers of single sign-on may be.
    pub sso_reach: Reach,
    /// Who may watch.
    pub watching: Watching,
}

impl Config {
    /// The settings that hold, given what was said. `server` is what a command that listens was told; others find in the
    /// environment or in the settings file where the panel listens.
    ///
    /// # Errors
    /// Where there is no place for the data, half of what a provider needs is missing, or the environment names no address
    /// to listen at.
    pub fn new(
        settings: &Settings,
        server: Option<&Server>,
        file: Option<&File>,
    ) -> Result<Self, BadSetting> {
        let data_dir = match &settings.data_dir {
            Some(directory) => directory.clone(),
            None => default_data_dir(|name| std::env::var_os(name).map(PathBuf::from)),
        };
        let database = match &settings.database {
            Some(url) => checked_database(url)?,
            None => sqlite_url(&data_dir)?,
        };
        let listen = if let Some(server) = server {
            server.listen
        } else {
            let said = std::env::var("MUSTER_LISTEN").ok();
            let written = file.and_then(|file| file.word("listen"));
            listen_of(said.as_deref().or(written))?
        };
        let public_url = settings.public_url.clone().unwrap_or_else(|| PublicUrl::of_socket(listen));
        let limits = Limits {
            bytes: u64::from(settings.max_file_mb) * 1_000_000,
            rows: settings.max_rows,
            columns: settings.max_columns,
            ..Limits::default()
        };
        let sending = Sending::new(&settings.sending)?;
        let stripe = Stripe::new(&settings.payment)?;
        let keep_files_days = settings.keep_files_days;
        let invite_lifetime = Duration::from_hours(24 * u64::from(settings.invite_days));
        let sso_reach = if settings.sso_allow_private { Reach::Everywhere } else { Reach::Outside };
        Ok(Self {
            database,
            data_dir,
            public_url,
            limits,
            keep_files_days,
            sending,
            stripe,
            invite_lifetime,
            sso_reach,
            watching: settings.watching.clone(),
        })
    }

    /// The key of this installation: from `MUSTER_SECRET_KEY`, else from a file in the data directory, which is made if it
    /// is missing. Whether it is the key of the database, [`crate::installation::key`] finds out.
    ///
    /// # Errors
    /// Where the key is too short, or the file can neither be read nor made.
    pub fn installation_key(&self) -> Result<FoundKey, BadSetting> {
        let said = std::env::var("MUSTER_SECRET_KEY").ok();
        FoundKey::find(said.as_deref(), &self.data_dir)
    }

    /// Whether the database is a SQLite file.
    pub fn is_sqlite(&self) -> bool {
        self.database.starts_with("sqlite:")
    }
}

/// The place for data that the system gives to programs of a person; a service without a home has its own.
fn default_data_dir(variable: impl Fn(&str) -> Option<PathBuf>) -> PathBuf {
    let absolute = |name| variable(name).filter(|path| path.is_absolute());
    match (absolute("XDG_DATA_HOME"), absolute("HOME")) {
        (Some(data), _) => data.join("muster"),
        (None, Some(home)) => home.join(".local/share/muster"),
        (None, None) => PathBuf::from("/var/lib/muster"),
    }
}

/// Where the panel of this installation listens, for commands that do not listen themselves and yet print links to it.
fn listen_of(said: Option<&str>) -> Result<SocketAddr, BadSetting> {
    let Some(said) = said else { return Ok(Server::DEFAULT_LISTEN) };
    said.parse().map_err(|_| {
        BadSetting(format!("MUSTER_LISTEN is an address and a port, such as 127.0.0.1:8080, and not {said}."))
    })
}

fn sqlite_url(data_dir: &Path) -> Result<String, BadSetting> {
    let file = data_dir.join("muster.db");
    let path = file.to_str().ok_or_else(|| {
        BadSetting(format!("The path of the data directory is no UTF-8 text: {}.", data_dir.display()))
    })?;
    Ok(format!("sqlite:{path}"))
}

fn checked_database(url: &str) -> Result<String, BadSetting> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    let scheme = url.split_once(':').map_or("no scheme", |(scheme, _)| scheme);
    if known {
        Ok(url.to_owned())
    } else {
        // The rest may hold a password.
        Err(BadSetting(format!(
            "The database is given as sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME; this one begins with {scheme}."
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_lies_where_the_system_wants_it() {
        let none = default_data_dir(|_| None);
        assert_eq!(none, Path::new("/var/lib/muster"));
        let home = default_data_dir(|name| (name == "HOME").then(|| "/home/ana".into()));
        assert_eq!(home, Path::new("/home/ana/.local/share/muster"));
        let data = default_data_dir(|name| Some(format!("/{name}").into()));
        assert_eq!(data, Path::new("/XDG_DATA_HOME/muster"));
    }

    #[test]
    fn links_begin_with_where_the_panel_listens() {
        let address = |said| listen_of(said).map(|listen| PublicUrl::of_socket(listen).as_str().to_owned());
        assert_eq!(address(None).unwrap(), "http://127.0.0.1:8080");
        assert_eq!(address(Some("0.0.0.0:9000")).unwrap(), "http://127.0.0.1:9000");
        assert!(address(Some("9000")).unwrap_err().to_string().contains("MUSTER_LISTEN"));
    }

    #[test]
    fn a_wrong_database_is_named_without_its_password() {
        let problem = checked_database("mysql://ana:secret@host/db").unwrap_err().to_string();
        assert!(problem.contains("begins with mysql") && !problem.contains("secret"), "{problem}");
        assert!(checked_database("sqlite::memory:").is_ok());
        assert!(checked_database("postgres://localhost/muster").is_ok());
    }
}
