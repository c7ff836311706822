//! E-mail by a mail server (SMTP), over connections that are kept for the next message.
//!
//! The conversation is led step by step, because it matters at which one it breaks off: before the server was given the
//! message it cannot have it, and once it was given the last line it may.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use async_trait::async_trait;
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use store::suppressions::Why;

use super::{Answer, Message, Provider};
use crate::clock;
use crate::config::BadSetting;
use crate::config::sending::{Sender, Smtp, Tls};

/// How long a connection is kept that nobody uses; servers end them after a few minutes.
const IDLE: Duration = Duration::from_secs(30);

/// Idle connections that are kept at the most.
const KEPT: usize = 8;

/// How long it may take to take leave of a server; nobody waits for that.
const LEAVE: Duration = Duration::from_secs(2);

/// A mail server.
pub struct MailServer {
    smtp: Smtp,
    tls: Option<TlsParameters>,
    login: Option<Credentials>,
    hello: ClientId,
    idle: Mutex<Vec<(Instant, AsyncSmtpConnection)>>,
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailServer").field("smtp", &self.smtp).finish_non_exhaustive()
    }
}

/// Where a conversation broke off.
enum Fault {
    /// While getting to a point where messages are taken.
    Entering(String),
    /// At whom the message comes from.
    Sender(SmtpError),
    /// At whom it goes to.
    Recipient(SmtpError),
    /// At the message, before it was given.
    Message(SmtpError),
    /// The connection was gone before anything was said of this message.
    Gone(SmtpError),
    /// After it was given.
    Given(SmtpError),
}

impl MailServer {
    /// A server of these settings; nobody is called yet.
    ///
    /// # Errors
    /// Where its certificate authority cannot be read.
    pub fn new(smtp: &Smtp) -> Result<Self, BadSetting> {
        let tls = match smtp.tls {
            Tls::Never => None,
            Tls::Wrapped | Tls::Required | Tls::Opportunistic => Some(parameters(smtp)?),
        };
        let login = smtp.login.as_ref();
        let login =
            login.map(|(user, password)| Credentials::new(user.clone(), password.reveal().to_owned()));
        Ok(Self { smtp: smtp.clone(), tls, login, hello: ClientId::default(), idle: Mutex::default() })
    }

    /// A connection that was kept, if one still is of use.
    fn kept(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock::moment();
        idle.retain(|(since, _)| now.saturating_duration_since(*since) < IDLE);
        idle.pop().map(|(_, connection)| connection)
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT && !connection.has_broken() {
            idle.push((clock::moment(), connection));
        }
    }

    /// A new connection: protected as the settings want it, and signed in.
    async fn enter(&self) -> Result<AsyncSmtpConnection, Fault> {
        let told = |problem: SmtpError| Fault::Entering(words(&problem));
        let wrapped = self.tls.clone().filter(|_| self.smtp.tls == Tls::Wrapped);
        let place = (self.smtp.host.as_str(), self.smtp.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(place, None, &self.hello, wrapped, None)
            .await
            .map_err(told)?;
        if let Some(tls) = self.tls.clone().filter(|_| self.smtp.tls != Tls::Wrapped) {
            if connection.can_starttls() {
                connection.starttls(tls, &self.hello).await.map_err(told)?;
            } else if self.smtp.tls == Tls::Required {
                leave(connection).await;
                return Err(Fault::Entering("The mail server does not offer STARTTLS.".to_owned()));
            }
        }
        if let Some(login) = &self.login {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], login).await.map_err(told)?;
        }
        Ok(connection)
    }

    /// Sends over a kept connection, or a new one. Whether a kept one is still there shows at its first word only.
    async fn send(&self, to: &Address, letter: &[u8], given: &Given) -> Result<String, Fault> {
        if let Some(connection) = self.kept() {
            match self.send_over(connection, to, letter, given).await {
                Err(Fault::Gone(_)) => {}
                answered => return answered,
            }
        }
        self.send_over(self.enter().await?, to, letter, given).await
    }

    async fn send_over(
        &self,
        mut connection: AsyncSmtpConnection,
        to: &Address,
        letter: &[u8],
        given: &Given,
    ) -> Result<String, Fault> {
        let answered = self.talk(&mut connection, to, letter, given).await;
        match &answered {
            Ok(_) => self.keep(connection),
            Err(Fault::Recipient(problem) | Fault::Message(problem) | Fault::Given(problem))
                if problem.status().is_some() && connection.command(Rset).await.is_ok() =>
            {
                self.keep(connection);
            }
            Err(_) => leave(connection).await,
        }
        answered
    }

    async fn talk(
        &self,
        connection: &mut AsyncSmtpConnection,
        to: &Address,
        letter: &[u8],
        given: &Given,
    ) -> Result<String, Fault> {
        let from = Mail::new(Some(self.smtp.from.address.clone()), Vec::new());
        connection.command(from).await.map_err(|problem| match problem.status() {
            Some(_) => Fault::Sender(problem),
            None => Fault::Gone(problem),
        })?;
        connection.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(Fault::Recipient)?;
        connection.command(Data).await.map_err(Fault::Message)?;
        given.mark();
        let reply = connection.message(letter).await.map_err(Fault::Given)?;
        Ok(reply.message().collect::<Vec<_>>().join(" "))
    }
}

/// Whether the server was given the message, to be looked at after a time-out.
#[derive(Default)]
struct Given(std::sync::atomic::AtomicBool);

impl Given {
    fn mark(&self) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    fn is_so(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }
}

#[async_trait]
impl Provider for MailServer {
    async fn hand_over(&self, message: &Message<'_>, time: Duration) -> Answer {
        let refused = |words: &str| Answer::Refused { words: words.to_owned(), suppress: None };
        let Ok(to) = message.to.parse::<Address>() else {
            return refused("The address cannot be written into an e-mail.");
        };
        let id = message_id(message.reference, &self.smtp.from);
        let Ok(letter) = letter(message, &to, &self.smtp.from, &id) else {
            return refused("The e-mail cannot be put together.");
        };
        let given = Given::default();
        match tokio::time::timeout(time, self.send(&to, &letter, &given)).await {
            Ok(Ok(_)) => Answer::Accepted { id: Some(id) },
            Ok(Err(fault)) => answer(&fault),
            Err(_) if given.is_so() => {
                Answer::Unsure { words: "The mail server did not answer in time.".to_owned() }
            }
            Err(_) => {
                Answer::Closed { words: "The mail server did not answer in time.".to_owned(), after: None }
            }
        }
    }
}

fn answer(fault: &Fault) -> Answer {
    match fault {
        Fault::Entering(words) => Answer::Closed { words: words.clone(), after: None },
        // Another message would have the same sender.
        Fault::Sender(problem) | Fault::Gone(problem) => {
            Answer::Closed { words: words(problem), after: None }
        }
        Fault::Recipient(problem) | Fault::Message(problem) if problem.status().is_none() => {
            Answer::Closed { words: words(problem), after: None }
        }
        Fault::Given(problem) if problem.status().is_none() => Answer::Unsure { words: words(problem) },
        // The server is about to close, or has had enough of us.
        Fault::Recipient(problem) | Fault::Message(problem) | Fault::Given(problem) if is_421(problem) => {
            Answer::Closed { words: words(problem), after: None }
        }
        Fault::Recipient(problem) | Fault::Message(problem) | Fault::Given(problem) => {
            if problem.is_permanent() {
                let gone = matches!(fault, Fault::Recipient(_)) && is_no_mailbox(problem);
                Answer::Refused { words: words(problem), suppress: gone.then_some(Why::Bounce) }
            } else {
                Answer::Later { words: words(problem), after: None }
            }
        }
    }
}

fn is_421(problem: &SmtpError) -> bool {
    problem.status().is_some_and(|code| code.to_string() == "421")
}

/// Whether the server says that there is no such mailbox, by the codes of RFC 3463; a 550 alone can mean anything.
fn is_no_mailbox(problem: &SmtpError) -> bool {
    let words = words(problem);
    let mut parts = words.split(' ').skip(1);
    parts.next().is_some_and(|code| matches!(code, "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10"))
}

/// What the server said: `550 5.1.1 No such user`; or what was in the way.
fn words(problem: &SmtpError) -> String {
    let mut cause: &dyn std::error::Error = problem;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    match problem.status() {
        Some(code) => format!("{code} {cause}"),
        None => format!("The mail server cannot be talked to: {cause}"),
    }
}

async fn leave(mut connection: AsyncSmtpConnection) {
    let _ = tokio::time::timeout(LEAVE, connection.abort()).await;
}

fn parameters(smtp: &Smtp) -> Result<TlsParameters, BadSetting> {
    let mut builder = TlsParameters::builder(smtp.host.clone());
    if let Some(file) = &smtp.authority {
        let bad = |problem: &dyn std::fmt::Display| {
            BadSetting(format!("The certificate in {} cannot be read: {problem}.", file.display()))
        };
        let pem = std::fs::read(file).map_err(|problem| bad(&problem))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|problem| bad(&problem))?);
    }
    builder
        .build()
        .map_err(|problem| BadSetting(format!("TLS cannot be set up for the mail server: {problem}.")))
}

/// The name of an e-mail: the same each time it is tried, so that whoever gets it twice can tell.
fn message_id(reference: &str, from: &Sender) -> String {
    format!("<{reference}@{}>", from.address.domain())
}

/// The e-mail as it travels. Its only recipient is the address: a name beside it could only bring something in.
fn letter(
    message: &Message<'_>,
    to: &Address,
    from: &Sender,
    id: &str,
) -> Result<Vec<u8>, lettre::error::Error> {
    let letter = lettre::Message::builder()
        .from(Mailbox::new(from.name.clone(), from.address.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(message.subject)
        .message_id(Some(id.to_owned()))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(clock::now().as_second().unsigned_abs()))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .multipart(MultiPart::alternative_plain_html(message.text.to_owned(), message.html.to_owned()))?;
    Ok(letter.formatted())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
