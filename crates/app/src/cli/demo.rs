//! `muster demo`: a whole example company on a scratch database.

use std::io::Write;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use serde_json::json;
use store::Micros;

use super::exit::{CliError, Exit};
use super::serve;
use crate::config::{Config, PublicUrl, Sending, Server};
use crate::demo::company::{ADMIN, NAME};
use crate::demo::samples::Sample;
use crate::demo::seed::{Pays, seed};
use crate::server::Signals;
use crate::{clock, installation, password, random};

/// Try Muster: a whole example company on a scratch database
///
/// Makes "Northwind Field Sales" with 40 people, teams and territories, starts the panel, and prints its address, the
/// Admin's login, and where three sample files lie. All of it lies in a new folder for temporary files, which goes when the
/// demo ends (Ctrl-C); --database and --data-dir are not looked at.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen.
    #[command(flatten)]
    pub server: Server,

    /// Print address, login and files as one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the port is in use.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let signals = Signals::listen();
    // The port comes first: where it is in use nothing has been made yet.
    let listener = serve::listen(args.server.listen).await?;
    let address = listener.local_addr().map_err(failed)?;
    let scratch = Scratch::make().map_err(failed)?;
    let config = Config {
        database: format!("sqlite:{}", scratch.0.join("muster.db").display()),
        data_dir: scratch.0.clone(),
        // With port 0 the system chooses, and only now it is known which.
        public_url: if args.server.listen.port() == 0 {
            PublicUrl::of_socket(address)
        } else {
            config.public_url.clone()
        },
        // Whatever is set: the people of the example are not there to be written to.
        sending: Sending::default(),
        // And nobody pays for it.
        stripe: None,
        ..config.clone()
    };
    let demo = make(&config, &scratch.0).await?;
    demo.tell(&config, args.json, out)?;
    out.flush()?;
    let how = serve::Running { signals, works: true, watched: None };
    serve::run_on(listener, &args.server, &config, how).await?;
    Ok(Exit::Done)
}

/// What somebody has to know who tries the demo.
struct Demo {
    password: String,
    samples: Vec<(Sample, PathBuf)>,
}

/// Makes the company and the sample files.
async fn make(config: &Config, folder: &Path) -> Result<Demo, CliError> {
    let password = format!("try-{}", random::hex(&random::bytes::<4>().map_err(failed)?));
    let hash = password::hash(password.clone()).await.map_err(failed)?;
    let db = installation::create(config).await?;
    let now = Micros(clock::now_micros());
    db.migrate(now).await.map_err(failed)?;
    let key = installation::key(config, &db).await?;
    seed(&db, &key, &hash, Pays::Quarterly, now).await.map_err(failed)?;
    db.close().await;
    let mut samples = Vec::new();
    for sample in Sample::ALL {
        let file = folder.join(sample.file_name());
        std::fs::write(&file, sample.text()).map_err(failed)?;
        samples.push((sample, file));
    }
    Ok(Demo { password, samples })
}

fn failed(problem: impl std::error::Error) -> CliError {
    CliError::unexpected(format!("The demo could not be made: {problem}."))
}

impl Demo {
    fn tell(&self, config: &Config, json: bool, out: &mut dyn Write) -> std::io::Result<()> {
        let address = config.public_url.as_str();
        if json {
            let samples: serde_json::Map<String, serde_json::Value> =
                self.samples.iter().map(|(sample, file)| (sample.key().to_owned(), json!(file))).collect();
            let answer = json!({"address": address, "email": ADMIN.email(), "password": self.password, "samples": samples});
            return writeln!(out, "{answer}");
        }
        writeln!(out, "\n{NAME} is ready.\n")?;
        writeln!(out, "  Panel     {address}")?;
        writeln!(out, "  E-mail    {}", ADMIN.email())?;
        writeln!(out, "  Password  {}\n", self.password)?;
        writeln!(out, "Files to import:\n")?;
        for (sample, file) in &self.samples {
            writeln!(out, "  {}\n      {}", file.display(), sample.about())?;
        }
        writeln!(out, "\nCtrl-C ends the demo and removes all of this.")
    }
}

/// A folder that goes when the demo ends.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> std::io::Result<Self> {
        let name = format!("muster-demo-{}", random::hex(&random::bytes::<6>()?));
        let folder = std::env::temp_dir().join(name);
        // The installation key and the password's hash are nobody else's.
        std::fs::DirBuilder::new().mode(0o700).create(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed stays among the temporary files, where it does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
