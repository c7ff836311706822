//! Somebody who walks through the wizard over HTTP, without a browser.

use app::state::AppState;
use axum::http::{Request, StatusCode, header};
use store::ImportId;

use crate::web::world::{Answer, Visitor, World};

/// An Admin of the example company at an import.
pub struct Walker {
    pub world: World,
    pub visitor: Visitor,
    pub import: i64,
}

impl Walker {
    /// Uploads a file as the Admin of a new installation.
    pub async fn with(name: &str, content: &str) -> Self {
        let world = World::new().await;
        let mut visitor = world.admin().await;
        let answer = upload(&mut visitor, "/imports", name, content).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let import = id_of(answer.location());
        Self { world, visitor, import }
    }

    pub fn state(&self) -> &AppState {
        &self.world.state
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/imports/{}{rest}", self.import)
    }

    /// A page of the import.
    pub async fn page(&mut self, rest: &str) -> String {
        let answer = self.visitor.get(&self.path(rest)).await;
        assert_eq!(answer.status, StatusCode::OK, "{rest}: {} {}", answer.location(), answer.body);
        answer.body
    }

    /// Sends a form and expects to be led on.
    pub async fn send(&mut self, rest: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.visitor.post(&self.path(rest), fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{rest}: {}", answer.body);
        answer.location().to_owned()
    }

    /// Presses the first form of a page whose button says this.
    pub async fn press(&mut self, page: &str, words: &str) -> String {
        let ends = [format!("{words}</button>"), format!("{words} <kbd")];
        let found = ends.iter().find_map(|end| page.split_once(end.as_str()));
        let (before, _) = found.unwrap_or_else(|| panic!("no button says {words}"));
        let (_, form) = before.rsplit_once("<form").unwrap();
        let action = attribute(form, "action").replace("&#38;", "&");
        let fields: Vec<(String, String)> = form
            .split("<input")
            .skip(1)
            .map(|input| (attribute(input, "name"), plain(&attribute(input, "value"))))
            .collect();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = self.visitor.post(&action, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{words}: {}", answer.body);
        answer.location().to_owned()
    }

    /// Agrees to what the review shows.
    pub async fn agree(&mut self, confirm: &str) -> Answer {
        let page = self.page("/review").await;
        let fingerprint = value_of(&page, "fingerprint");
        self.visitor.post(&self.path("/apply"), &[("fingerprint", &fingerprint), ("confirm", confirm)]).await
    }

    /// Does what was agreed to, as the worker would.
    pub async fn work(&self) {
        let account = self.account().await;
        self.state().pipeline.apply(account, ImportId(self.import)).await.unwrap();
    }

    pub async fn account(&self) -> store::AccountId {
        let mut view = self.state().db.view().await.unwrap();
        store::accounts::by_slug(&mut view, "northwind").await.unwrap().id
    }
}

/// Uploads a file as a browser's form does.
pub async fn upload(visitor: &mut Visitor, path: &str, name: &str, content: &str) -> Answer {
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n{content}\r\n--edge--\r\n"
    );
    visitor.send(request, &body).await
}

/// The import in an address.
pub fn id_of(address: &str) -> i64 {
    address
        .split('/')
        .nth(2)
        .and_then(|id| id.split('?').next())
        .and_then(|id| id.parse().ok())
        .unwrap_or_else(|| panic!("{address}"))
}

/// The value of a field in a page.
pub fn value_of(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name}"));
    attribute(rest, "value")
}

fn attribute(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!("{name}=\"")).unwrap_or_else(|| panic!("no {name} in {text}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// A text as it is between quotes in HTML.
fn plain(text: &str) -> String {
    text.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}
