//! A payment service that speaks Stripe's protocol over a socket, as far as Muster speaks it: forms, versions, idempotency
//! keys that are kept for a day, one change of a subscription at a time. It fails as told, and counts what it charges.

mod subscriptions;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use app::config::Stripe;
use app::config::sending::Secret;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Value, json};

pub const KEY: &str = "sk_test_of_the_tests";
pub const HUSH: &str = "whsec_of_the_tests";

/// The last digits of a card that is declined.
pub const BAD: &str = "0002";

/// How long an answer is kept under its key.
const KEPT: i64 = 24 * 3600;

/// What the service does with a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// What it should.
    #[default]
    None,
    /// It never hears of it.
    LoseCall,
    /// It does it, and the answer is lost.
    LoseAnswer,
    /// It does it, and the answer comes too late.
    AnswerLate,
    /// It breaks down before it has done it, and will say so to the same key.
    BreakBefore,
    /// It breaks down after it has done it, and will say so to the same key.
    BreakAfter,
    /// It takes its time: it will have done it after some more calls, and says nothing until then.
    Linger,
    /// It has had enough for so many seconds.
    TooMany(u32),
}

/// A subscription.
#[derive(Clone, Debug)]
pub struct Sub {
    pub customer: String,
    pub quantity: u32,
    pub plan: String,
    pub status: String,
    pub period_start: i64,
    pub period_end: i64,
    pub started: i64,
    pub fields: Fields,
}

/// A call that is still under way.
#[derive(Clone)]
struct Lingering {
    path: String,
    fields: Fields,
    key: String,
    calls_left: u32,
}

/// What was answered to a key.
struct Kept {
    at: i64,
    call: (String, Fields),
    answer: (StatusCode, Value),
}

pub type Fields = BTreeMap<String, String>;

/// What the service has.
#[derive(Default)]
pub struct Books {
    pub customers: BTreeMap<String, Fields>,
    /// Cards: of whom, when, and their last digits.
    pub methods: BTreeMap<String, (String, i64, String)>,
    pub plans: BTreeMap<String, Fields>,
    pub taxes: BTreeMap<String, Fields>,
    pub subs: BTreeMap<String, Sub>,
    /// Invoices: of whom, and where they stand.
    pub invoices: Vec<(String, String)>,
    /// Seats that were charged, each time that they were added.
    pub charged: u64,
    /// Seats that were added without being charged.
    pub given: u64,
    /// Seats that were given up and of which the rest of the period was given back.
    pub returned: u64,
    /// Calls, and those that changed something.
    pub calls: u64,
    pub changes: u64,
    /// How often each fault came to bear.
    pub faults: BTreeMap<String, u64>,
    kept: BTreeMap<String, Kept>,
    lingering: Vec<Lingering>,
    made: u64,
}

type Faults = Box<dyn Fn(u64, &Method, &str) -> Fault + Send + Sync>;

struct Parts {
    books: Mutex<Books>,
    faults: Faults,
    clock: Mutex<fn() -> Timestamp>,
    under_way: AtomicUsize,
}

/// The running service.
#[derive(Clone)]
pub struct Fake {
    parts: Arc<Parts>,
    pub url: String,
}

impl Fake {
    /// One that does all it should.
    pub async fn start(clock: fn() -> Timestamp) -> Self {
        Self::failing(clock, |_, _, _| Fault::None).await
    }

    /// One that fails, by the number of the call, 1 for the first, its method and its path.
    pub async fn failing(
        clock: fn() -> Timestamp,
        faults: impl Fn(u64, &Method, &str) -> Fault + Send + Sync + 'static,
    ) -> Self {
        let (books, faults, under_way) = (Mutex::default(), Box::new(faults), AtomicUsize::new(0));
        let parts = Arc::new(Parts { books, faults, clock: Mutex::new(clock), under_way });
        let router = Router::new().fallback(take).with_state(Arc::clone(&parts));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { parts, url }
    }

    /// The settings that lead here.
    pub fn settings(&self, time: Duration) -> Stripe {
        let (key, webhook) = (Secret::new(KEY), Some(Secret::new(HUSH)));
        Stripe { url: self.url.parse().unwrap(), key, webhook, time }
    }

    /// What it has.
    pub fn books(&self) -> MutexGuard<'_, Books> {
        self.parts.books.lock().unwrap()
    }

    /// Waits until it is at nothing.
    pub async fn idle(&self) {
        while self.parts.under_way.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// It is another time there, too.
    pub fn set_clock(&self, clock: fn() -> Timestamp) {
        *self.parts.clock.lock().unwrap() = clock;
    }

    /// A company gives a card.
    pub fn give_card(&self, customer: &str, last4: &str) {
        let now = self.parts.now();
        let mut books = self.books();
        let id = books.name("pm");
        let at = now + i64::try_from(books.made).unwrap();
        books.methods.insert(id, (customer.to_owned(), at, last4.to_owned()));
    }

    /// The only subscription of a company.
    pub fn sub_of(&self, customer: &str) -> Sub {
        let books = self.books();
        let mut of = books.subs.values().filter(|sub| sub.customer == customer);
        let sub = of.next().expect("a subscription").clone();
        assert!(of.next().is_none(), "{customer} has two");
        sub
    }

    /// Changes a subscription as somebody would who is at the service.
    pub fn by_hand(&self, customer: &str, change: impl Fn(&mut Sub)) {
        let mut books = self.books();
        books.subs.values_mut().filter(|sub| sub.customer == customer).for_each(change);
    }
}

fn says(status: u16, error: &Value) -> (StatusCode, Value) {
    (StatusCode::from_u16(status).unwrap(), json!({ "error": error }))
}

fn missing() -> (StatusCode, Value) {
    says(404, &json!({"code": "resource_missing", "message": "No such thing"}))
}

/// Breaks the connection off, without a word of panic.
fn break_off() -> ! {
    std::panic::resume_unwind(Box::new("a connection that breaks off"))
}

async fn take(
    State(parts): State<Arc<Parts>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    parts.under_way.fetch_add(1, Ordering::SeqCst);
    let (fault, answer) = parts.answer(&method, &uri, &headers, &body);
    parts.under_way.fetch_sub(1, Ordering::SeqCst);
    match fault {
        Fault::LoseCall | Fault::LoseAnswer | Fault::Linger => break_off(),
        Fault::AnswerLate => tokio::time::sleep(Duration::from_secs(30)).await,
        _ => {}
    }
    let (status, said) = answer;
    let wait = match fault {
        Fault::TooMany(seconds) => vec![(header::RETRY_AFTER, seconds.to_string())],
        _ => Vec::new(),
    };
    let mut response = (status, said.to_string()).into_response();
    for (name, value) in wait {
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}

impl Parts {
    fn now(&self) -> i64 {
        let clock = *self.clock.lock().unwrap();
        clock().as_second()
    }

    fn answer(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> (Fault, (StatusCode, Value)) {
        let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header("authorization"), Some(format!("Bearer {KEY}")));
        if header("stripe-version").as_deref() != Some(app::outside::stripe::VERSION) {
            return (Fault::None, says(400, &json!({"message": "Another version"})));
        }
        let path = uri.path().strip_prefix("/v1/").unwrap().to_owned();
        let fields = if method == Method::GET { uri.query().unwrap_or_default().as_bytes() } else { body };
        let fields: Fields = form_urlencoded::parse(fields).into_owned().collect();
        let mut books = self.books.lock().unwrap();
        books.calls += 1;
        let fault = (self.faults)(books.calls, method, &path);
        *books.faults.entry(format!("{fault:?}")).or_default() += 1;
        let now = self.now();
        books.pass(now);
        books.linger(now);
        if let Fault::TooMany(_) = fault {
            return (fault, says(429, &json!({"code": "rate_limit", "message": "Too many requests"})));
        }
        if fault == Fault::LoseCall {
            return (fault, missing());
        }
        if method == Method::GET {
            let broken = matches!(fault, Fault::BreakBefore | Fault::BreakAfter);
            let answer = if broken { says(500, &json!({})) } else { books.read(&path, &fields) };
            return (fault, answer);
        }
        (fault, books.write(path, fields, header("idempotency-key"), fault, now))
    }
}

impl Books {
    fn name(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}_{:06}", self.made)
    }

    /// Calls that take their time go on with each call that others make.
    fn linger(&mut self, now: i64) {
        for one in &mut self.lingering {
            one.calls_left = one.calls_left.saturating_sub(1);
        }
        let (done, left) =
            std::mem::take(&mut self.lingering).into_iter().partition(|one| one.calls_left == 0);
        self.lingering = left;
        let done: Vec<Lingering> = done;
        for one in done {
            let answer = self.execute(&one.path, &one.fields, now);
            self.kept.insert(one.key, Kept { at: now, call: (one.path, one.fields), answer });
        }
    }

    /// A call that writes, under its key.
    fn write(
        &mut self,
        path: String,
        fields: Fields,
        key: Option<String>,
        fault: Fault,
        now: i64,
    ) -> (StatusCode, Value) {
        let Some(key) = key else { return self.execute(&path, &fields, now) };
        self.kept.retain(|_, kept| now - kept.at < KEPT);
        if let Some(kept) = self.kept.get(&key) {
            if kept.call != (path, fields) {
                return says(
                    400,
                    &json!({"type": "idempotency_error", "message": "The key is of another call"}),
                );
            }
            return kept.answer.clone();
        }
        if self.lingering.iter().any(|one| one.key == key) {
            return says(409, &json!({"code": "idempotency_key_in_use", "message": "The key is in use"}));
        }
        if self.lingering.iter().any(|one| one.path == path) {
            return says(429, &json!({"code": "lock_timeout", "message": "Something else is under way"}));
        }
        if fault == Fault::Linger {
            self.lingering.push(Lingering { path, fields, key, calls_left: 9 });
            return missing();
        }
        let mut answer = match fault {
            Fault::BreakBefore => says(500, &json!({"message": "Something broke"})),
            _ => self.execute(&path, &fields, now),
        };
        if fault == Fault::BreakAfter {
            answer = says(500, &json!({"message": "Something broke"}));
        }
        self.kept.insert(key, Kept { at: now, call: (path, fields), answer: answer.clone() });
        answer
    }

    fn read(&self, path: &str, fields: &Fields) -> (StatusCode, Value) {
        let parts: Vec<&str> = path.split('/').collect();
        let of = |customer: &str| fields.get("customer").is_some_and(|asked| asked == customer);
        let found = match parts[..] {
            ["customers", id] => self.customers.get(id).map(|it| customer(id, it)),
            ["plans", id] => self.plans.get(id).map(|_| json!({ "id": id })),
            ["subscriptions", id] => self.subs.get(id).map(|sub| subscription(id, sub)),
            ["payment_methods"] => {
                let mut of: Vec<_> = self.methods.iter().filter(|(_, method)| of(&method.0)).collect();
                of.sort_by_key(|(_, method)| -method.1);
                let of = of.into_iter().map(|(id, (_, at, last4))| {
                    json!({"id": id, "created": at, "type": "card", "card": {"brand": "visa", "last4": last4}})
                });
                Some(json!({"data": of.collect::<Vec<_>>()}))
            }
            ["subscriptions"] => {
                // One that was never paid for stays in the list.
                let asked = |status: &str| match fields.get("status") {
                    Some(asked) => asked == status,
                    None => status != "canceled",
                };
                let of = self.subs.iter().filter(|(_, sub)| of(&sub.customer) && asked(&sub.status));
                Some(json!({"data": of.map(|(id, sub)| subscription(id, sub)).collect::<Vec<_>>()}))
            }
            ["invoices"] => {
                let all = self.invoices.iter().enumerate().filter(|(_, (customer, _))| of(customer));
                let of = all.map(|(at, (customer, status))| {
                    let newest = self.subs.iter().rfind(|(_, sub)| sub.customer == *customer);
                    let sub = newest.map(|(id, _)| id);
                    json!({"id": format!("in_{at}"), "subscription": sub, "status": status})
                });
                Some(json!({"data": of.collect::<Vec<_>>()}))
            }
            _ => None,
        };
        found.map_or_else(missing, |found| (StatusCode::OK, found))
    }

    fn execute(&mut self, path: &str, fields: &Fields, now: i64) -> (StatusCode, Value) {
        let parts: Vec<&str> = path.split('/').collect();
        self.changes += 1;
        let made = match parts[..] {
            ["customers"] => {
                let id = self.name("cus");
                self.customers.insert(id.clone(), fields.clone());
                customer(&id, fields)
            }
            ["customers", id] => {
                let Some(known) = self.customers.get_mut(id) else { return missing() };
                known.extend(fields.clone());
                customer(id, known)
            }
            ["plans"] => {
                let id = fields["id"].clone();
                if self.plans.contains_key(&id) {
                    return says(400, &json!({"code": "resource_already_exists", "message": "It exists"}));
                }
                self.plans.insert(id.clone(), fields.clone());
                json!({ "id": id })
            }
            ["tax_rates"] => {
                let id = self.name("txr");
                self.taxes.insert(id.clone(), fields.clone());
                json!({ "id": id })
            }
            ["subscriptions"] => return self.subscribe(fields, now),
            ["subscriptions", id] => return self.change(id, fields, now),
            ["invoices", id, "pay"] => return self.pay(id),
            ["checkout", "sessions"] => {
                let url = format!("https://checkout.stripe.test/{}", fields["customer"]);
                json!({ "url": url })
            }
            ["invoices", "create_preview"] => {
                let of = |name: &str| &fields[&format!("subscription_details[{name}")];
                let quantity: i64 = of("items][0][quantity]").parse().unwrap();
                let at: i64 = of("proration_date]").parse().unwrap();
                let before = i64::from(self.subs[&fields["subscription"]].quantity);
                json!({"lines": {"data": [
                    {"amount": 100 * (quantity - before), "proration": true, "period": {"start": at}},
                    {"amount": 5_000, "proration": false, "period": {"start": at}},
                ]}})
            }
            _ => return missing(),
        };
        (StatusCode::OK, made)
    }
}

fn customer(id: &str, fields: &Fields) -> Value {
    let method = fields.get("invoice_settings[default_payment_method]");
    json!({"id": id, "invoice_settings": {"default_payment_method": method}})
}

fn subscription(id: &str, sub: &Sub) -> Value {
    json!({
        "id": id,
        "customer": sub.customer,
        "status": sub.status,
        "current_period_start": sub.period_start,
        "current_period_end": sub.period_end,
        "start_date": sub.started,
        "items": {"data": [{"id": format!("si_of_{id}"), "quantity": sub.quantity, "plan": {"id": sub.plan}}]},
    })
}
