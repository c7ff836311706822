//! As much of HTTP as asking for a page and sending a form takes.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer: the status, and the cookie that it sets.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub cookie: Option<String>,
    pub body: String,
}

/// Asks for a page.
pub async fn get(address: SocketAddr, path: &str, cookie: &str) -> io::Result<Answer> {
    ask(address, &format!("GET {path} HTTP/1.1\r\ncookie: {cookie}\r\n"), b"").await
}

/// Sends a form as somebody at a network address.
pub async fn post(address: SocketAddr, path: &str, from: &str, form: &str) -> io::Result<Answer> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nforwarded: for={from}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
        form.len()
    );
    ask(address, &head, form.as_bytes()).await
}

/// Uploads a file as the form of a browser does.
pub async fn upload(address: SocketAddr, cookie: &str, name: &str, file: &[u8]) -> io::Result<Answer> {
    let before = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [before.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
    let head = format!(
        "POST /imports HTTP/1.1\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n\
         content-type: multipart/form-data; boundary=edge\r\ncontent-length: {}\r\n",
        body.len()
    );
    ask(address, &head, &body).await
}

async fn ask(address: SocketAddr, head: &str, body: &[u8]) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("{head}host: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
    let cookies = head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let cookie = cookies.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with("muster="));
    Ok(Answer {
        status: status.ok_or(io::ErrorKind::InvalidData)?,
        cookie: cookie.map(str::to_owned),
        body: body.to_owned(),
    })
}
