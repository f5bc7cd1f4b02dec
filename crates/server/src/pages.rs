//! What people look at, embedded in the binary; a word on how to build it where it is not.

use realtail_api::Pages;
use std::borrow::Cow;
use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The pages this binary carries.
pub fn pages() -> Pages {
    Arc::new(|path| {
        let found = FILES.binary_search_by_key(&path, |(name, _)| name).ok().map(|i| FILES[i].1);
        match found {
            Some(bytes) => Some((kind_of(path), Cow::Borrowed(bytes))),
            None if FILES.is_empty() && path == "index.html" => {
                Some(("text/html; charset=utf-8", Cow::Borrowed(UNBUILT.as_bytes())))
            }
            None => None,
        }
    })
}

const UNBUILT: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Realtail</title>\
<body style='font:16px/1.5 system-ui;max-width:40em;margin:4em auto;padding:0 1em'><h1>Realtail</h1>\
<p>The engine runs. This binary was built without its console; <code>./dev build</code> builds both.</p>\
<p>The interface is described at <a href=/openapi.json>/openapi.json</a>.</p>";

fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
