//! One visit: whether the service knows the company, how that pays, what it subscribes to, and whether that is what it is to
//! be. Whatever is missing is made, whatever is wrong is set right; each write comes after a look.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::billing::Cycle;
use store::accounts::Account;
use store::payment::work::{self, Claim, Collected, Look};
use store::payment::{Drift, Method, Names, Standing, State};
use store::time::Days;
use store::{Micros, Wait};

use super::seconds;
use crate::clock;
use crate::outside::stripe::{
    Anchor, Api, Change, Customer, NewSubscription, Problem, Prorated, Subscription,
};
use crate::payment::{Keys, plan_name};
use crate::pipeline::Pipeline;

/// The service begins its periods so much after ours, so that what is given up at a period's start is given up before it
/// draws its invoice. At noon it is the same day in UTC, nearly everywhere.
const AFTER_START: Duration = Duration::from_hours(12);

/// Why a visit came to nothing.
#[derive(Debug)]
pub enum Stop {
    /// Something was in the way at the service.
    Problem(Problem),
    /// Somebody else has the account by now.
    Lost,
    /// Something was in the way here.
    Store(store::Error),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// A visit under way.
pub struct Visit<'a> {
    pipeline: &'a Pipeline,
    api: &'a Api,
    claim: Claim,
    until: Instant,
    account: Account,
    standing: Standing,
    names: Names,
}

impl<'a> Visit<'a> {
    /// A visit for a claimed account. After `until` it calls nobody any more: somebody else may.
    pub fn new(
        pipeline: &'a Pipeline,
        api: &'a Api,
        (claim, until): (Claim, Instant),
        account: Account,
        standing: Standing,
    ) -> Self {
        let names = standing.names.clone();
        Self { pipeline, api, claim, until, account, standing, names }
    }

    /// Does what there is to do, and says what was found in the end.
    pub async fn go(mut self) -> Result<Look, Stop> {
        let customer = self.customer().await?;
        let method = self.method(&customer).await?;
        let mut found = self.subscription(&customer.id).await?;
        if found.as_ref().is_some_and(|found| found.state() == State::Ended) && self.is_new(method.as_ref()) {
            // Whoever gives another way to pay after the end of a subscription wants one.
            self.names.subscription = None;
            self.note(true).await?;
            found = self.call()?.subscription_of(&customer.id).await?;
        }
        let found = match found {
            Some(found) if found.state() == State::Ended => Some(found),
            Some(found) => {
                let found = self.pay(found, method.as_ref()).await?;
                Some(self.bring(found).await?)
            }
            None if method.is_some() => Some(self.subscribe(&customer.id).await?),
            None => None,
        };
        let Some(found) = found else { return Ok(self.look(State::NoMethod, method, None, None)) };
        let collected = self.collected(&customer.id, &found).await?;
        Ok(self.look(found.state(), method, Some(found.quantity()), collected))
    }

    fn look(
        &self,
        state: State,
        method: Option<Method>,
        quantity: Option<u32>,
        collected: Option<Collected>,
    ) -> Look {
        let (revision, names) = (self.standing.revision, self.names.clone());
        Look { revision, names, state, method, quantity, collected }
    }

    /// The client, as long as there is time for a call.
    fn call(&self) -> Result<&'a Api, Stop> {
        if clock::moment() + self.api.time() > self.until {
            let words = "Stripe took too long for all there was to do.".to_owned();
            return Err(Problem::Closed { words }.into());
        }
        Ok(self.api)
    }

    fn key(&self, what: &str) -> String {
        let Standing { revision, generation, .. } = self.standing;
        Keys { installation: self.api.installation(), account: self.account.id }
            .of(what, revision, generation)
    }

    /// Keeps the names found so far; with `other_keys`, what was made under the last ones is no more.
    async fn note(&mut self, other_keys: bool) -> Result<(), Stop> {
        let mut tx = self.pipeline.db().begin(Wait::Long).await?;
        let ours = work::note(&mut tx, self.claim, &self.names, other_keys).await?;
        tx.commit().await?;
        self.standing.generation += i64::from(other_keys);
        if ours { Ok(()) } else { Err(Stop::Lost) }
    }

    async fn customer(&mut self) -> Result<Customer, Stop> {
        if let Some(name) = self.names.customer.clone() {
            if let Some(customer) = self.call()?.customer(&name).await? {
                return Ok(customer);
            }
            self.names = Names::default();
            self.note(true).await?;
        }
        let key = Keys { installation: self.api.installation(), account: self.account.id }
            .of_customer(self.standing.generation);
        let customer = self.call()?.create_customer(&self.account.name, &self.account.slug, &key).await?;
        self.names.customer = Some(customer.id.clone());
        self.note(false).await?;
        Ok(customer)
    }

    /// The card that was given last, from which invoices are paid from now on.
    async fn method(&self, customer: &Customer) -> Result<Option<Method>, Stop> {
        let Some(newest) = self.call()?.newest_method(&customer.id).await? else { return Ok(None) };
        if customer.default_method() != Some(newest.id.as_str()) {
            let key = self.key(&newest.id);
            self.call()?.make_default(&customer.id, &newest.id, &key).await?;
        }
        Ok(Some(Method { words: newest.words(), id: newest.id }))
    }

    fn is_new(&self, method: Option<&Method>) -> bool {
        let known = self.standing.method.as_ref().map(|known| known.id.as_str());
        method.is_some_and(|method| Some(method.id.as_str()) != known)
    }

    /// The subscription by its name, else whichever the company has: one whose making was never answered is among them.
    async fn subscription(&mut self, customer: &str) -> Result<Option<Subscription>, Stop> {
        if let Some(name) = self.names.subscription.clone() {
            if let Some(found) = self.call()?.subscription(&name).await? {
                return Ok(Some(found));
            }
            self.names.subscription = None;
            self.note(true).await?;
        }
        let found = self.call()?.subscription_of(customer).await?;
        if let Some(found) = &found {
            self.names.subscription = Some(found.id.clone());
            self.note(false).await?;
        }
        Ok(found)
    }

    /// Has what waits to be paid paid from a card that was not there before: by itself the service tries a first payment once.
    async fn pay(&self, found: Subscription, method: Option<&Method>) -> Result<Subscription, Stop> {
        let Some(method) = method.filter(|method| found.state().is_overdue() && self.is_new(Some(method)))
        else {
            return Ok(found);
        };
        let Some(invoice) = self.call()?.unpaid(&found).await? else { return Ok(found) };
        let key = self.key(&format!("{}-{}", invoice.id, method.id));
        self.call()?.pay(&invoice, &key).await?;
        let now = self.call()?.subscription(&found.id).await?;
        Ok(now.unwrap_or(found))
    }

    async fn subscribe(&mut self, customer: &str) -> Result<Subscription, Stop> {
        self.waits_for_periods()?;
        let plan = self.plan().await?;
        let tax = self.tax().await?;
        let (wanted, paid) = (self.standing.wanted, self.paid_for(customer).await?);
        let is_noon = self.is_noon()?;
        let new = NewSubscription {
            customer,
            plan: &plan,
            quantity: paid.map_or(wanted, |paid| paid.min(wanted)),
            tax: tax.as_deref(),
            anchor: self.anchor(is_noon)?,
            prorated: is_noon && paid.is_none(),
            account: &self.account.slug,
        };
        let key = self.key("subscription");
        let made = self.call()?.subscribe(new, &key).await?;
        self.names.subscription = Some(made.id.clone());
        self.note(false).await?;
        // The answer may be an old one.
        match self.call()?.subscription(&made.id).await? {
            Some(made) if paid.is_some_and(|paid| made.quantity() == paid && paid < wanted) => {
                self.set(made, Prorated::FromNow).await
            }
            made => self.is_right(made, &plan),
        }
    }

    /// Whoever pays by the periods of one price cannot go on with those of another: it begins with these.
    fn waits_for_periods(&self) -> Result<(), Stop> {
        let Standing { next, price, period, .. } = &self.standing;
        match next {
            Some(next) if !next.keeps_time_with(price) => {
                let day = period.to.strftime("%-d %B %Y");
                let words = format!("Stripe collects from {day} on, when a price with other periods begins.");
                Err(Problem::Closed { words }.into())
            }
            _ => Ok(()),
        }
    }

    /// Seats that a subscription which was cancelled since has paid for in the period that runs.
    async fn paid_for(&self, customer: &str) -> Result<Option<u32>, Stop> {
        let Some(cancelled) = self.call()?.cancelled_of(customer).await? else { return Ok(None) };
        if !self.is_invoiced(&cancelled)? || self.call()?.owes(customer).await? {
            return Ok(None);
        }
        Ok(Some(cancelled.quantity()).filter(|paid| *paid > 0))
    }

    /// Makes the subscription what it is to be, and looks whether it is.
    async fn bring(&mut self, found: Subscription) -> Result<Subscription, Stop> {
        let (plan, wanted) = (self.plan_name(), self.standing.wanted);
        if (found.quantity(), found.plan()) == (wanted, plan.as_str()) {
            return Ok(found);
        }
        let prorated = self.prorated(&found)?;
        if self.standing.is_settled() && self.standing.quantity.is_some() {
            self.drifted(found.quantity()).await?;
        }
        self.set(found, prorated).await
    }

    async fn set(&mut self, found: Subscription, prorated: Prorated) -> Result<Subscription, Stop> {
        let plan = self.plan().await?;
        let tax = if found.plan() == plan { None } else { self.tax().await? };
        let quantity = self.standing.wanted;
        let change = Change { subscription: &found, plan: &plan, quantity, tax: tax.as_deref(), prorated };
        let key = self.key("seats");
        self.call()?.change(change, &key).await?;
        let now = self.call()?.subscription(&found.id).await?;
        self.is_right(now, &plan)
    }

    /// What a change charges and gives back. Added seats are charged from the day on which they were added; fewer, and another
    /// price, begin with a period, and so count from its start where the service has drawn its invoice without hearing of
    /// them.
    fn prorated(&self, found: &Subscription) -> Result<Prorated, Stop> {
        if !self.is_invoiced(found)? {
            return Ok(Prorated::No);
        }
        let (standing, days) = (&self.standing, self.days()?);
        let drawn = found.current_period_start;
        let looked = standing.looked_at.map_or(i64::MIN, seconds);
        let is_late = !standing.is_settled() && looked < drawn;
        if found.plan() != self.plan_name() || standing.wanted < found.quantity() {
            return Ok(if is_late && !standing.takes_back { Prorated::From(drawn) } else { Prorated::No });
        }
        let today = days.day(self.pipeline.now());
        Ok(match standing.added_on.filter(|_| !standing.is_settled()) {
            Some(day) if is_late || day < today => Prorated::From(seconds(days.beginning(day)).max(drawn)),
            _ => Prorated::FromNow,
        })
    }

    /// Whether what is there now is what is to be: an answer that was kept from before says nothing of it.
    fn is_right(&self, now: Option<Subscription>, plan: &str) -> Result<Subscription, Stop> {
        let wanted = (self.standing.wanted, plan);
        match now {
            Some(now) if (now.quantity(), now.plan()) == wanted || now.state() == State::Ended => Ok(now),
            _ => {
                let words = "Stripe says that it has taken a change, and does not show it.".to_owned();
                Err(Problem::Refused { words }.into())
            }
        }
    }

    async fn drifted(&mut self, found: u32) -> Result<(), Stop> {
        let drift = Drift { at: self.pipeline.now(), found, wanted: self.standing.wanted };
        let mut tx = self.pipeline.db().begin(Wait::Long).await?;
        let revision = work::drifted(&mut tx, self.claim, drift, self.standing.revision).await?;
        tx.commit().await?;
        self.standing.revision = revision.ok_or(Stop::Lost)?;
        Ok(())
    }

    fn plan_name(&self) -> String {
        plan_name(self.api.installation(), self.account.id, self.standing.price.terms())
    }

    /// The plan of the price, which is made where it is not there yet.
    async fn plan(&self) -> Result<String, Stop> {
        let name = self.plan_name();
        if !self.call()?.has_plan(&name).await? {
            let key = self.key("plan");
            self.call()?.create_plan(&name, self.standing.price.terms(), &key).await?;
        }
        Ok(name)
    }

    /// The tax on top of the price, which is made where it is another one than before.
    async fn tax(&mut self) -> Result<Option<String>, Stop> {
        let ppm = self.standing.price.terms().tax_ppm;
        match &self.names.tax {
            _ if ppm == 0 => return Ok(None),
            Some((known, name)) if *known == ppm => return Ok(Some(name.clone())),
            _ => {}
        }
        let key = self.key("tax");
        let name = self.call()?.create_tax(ppm, &key).await?;
        self.names.tax = Some((ppm, name.clone()));
        self.note(false).await?;
        Ok(Some(name))
    }

    fn days(&self) -> Result<Days, Stop> {
        Ok(Days::of(&self.account.settings.time_zone)?)
    }

    /// Whether the service has drawn its invoice of the period that runs: seats that are added before come with it.
    fn is_invoiced(&self, found: &Subscription) -> Result<bool, Stop> {
        Ok(self.days()?.day(of_seconds(found.current_period_end)) >= self.standing.period.to)
    }

    /// Whether it is later than noon of the first day of the period that runs.
    fn is_noon(&self) -> Result<bool, Stop> {
        let first = self.days()?.beginning(self.standing.period.from);
        Ok(self.pipeline.now() >= first.after(AFTER_START))
    }

    /// When the service is to draw an invoice first: at noon of the next period's first day, or of the one that runs while
    /// that is still to come, for an anchor further away than a period is refused.
    fn anchor(&self, is_noon: bool) -> Result<Anchor, Stop> {
        let (period, terms) = (self.standing.period, self.standing.price.terms());
        let next = if is_noon { period.to } else { period.from };
        let at = self.days()?.beginning(next).after(AFTER_START);
        if terms.anchor.day() <= 28 {
            return Ok(Anchor::At(seconds(at)));
        }
        let month = (terms.cycle != Cycle::Month).then(|| next.month());
        let hour = TimeZone::UTC.to_datetime(Timestamp::from_microsecond(at.0).unwrap_or_default()).hour();
        Ok(Anchor::On { day: terms.anchor.day(), month, hour })
    }

    /// What the service has collected, where nothing is open: everything before the period that it invoiced last.
    async fn collected(&self, customer: &str, found: &Subscription) -> Result<Option<Collected>, Stop> {
        if found.state() != State::Active || self.call()?.owes(customer).await? {
            return Ok(None);
        }
        let days = self.days()?;
        let day = |seconds: i64| days.day(of_seconds(seconds));
        Ok(Some(Collected { from: day(found.start_date), to: day(found.current_period_start) }))
    }
}

const fn of_seconds(seconds: i64) -> Micros {
    Micros(seconds.saturating_mul(1_000_000))
}
