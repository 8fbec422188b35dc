//! The settings of a handbook: `content/handbook.yaml`. Every key has a default.

use std::collections::BTreeSet;

use super::gap_settings::gaps;
use super::{Fields, GapSettings, Kind, Lifecycle, Period, Reader, Ref, SourceSetting, Subject, Word};
use crate::source::{Spanned, yaml::Node};

/// How pages are addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum UrlStyle {
    /// `teams/payments.html`: works on any host, and from a file share.
    #[default]
    File,
    /// `teams/payments/`.
    Directory,
}

impl Word for UrlStyle {
    const WORDS: &'static [(&'static str, Self)] = &[("file", Self::File), ("directory", Self::Directory)];
}

/// What is done with raw HTML in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// Written as it is.
    Keep,
    /// Cleaned of everything that can run or load.
    #[default]
    Sanitize,
    /// Shown as text.
    Escape,
}

impl Word for RawHtml {
    const WORDS: &'static [(&'static str, Self)] =
        &[("keep", Self::Keep), ("sanitize", Self::Sanitize), ("escape", Self::Escape)];
}

/// A server whose own way of leading on from earlier addresses a site can bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RedirectMap {
    /// `_redirects`, which Netlify and others read.
    Netlify,
    /// The inside of a `map` block of nginx.
    Nginx,
    /// Apache's `.htaccess`.
    Apache,
}

impl Word for RedirectMap {
    const WORDS: &'static [(&'static str, Self)] =
        &[("netlify", Self::Netlify), ("nginx", Self::Nginx), ("apache", Self::Apache)];
}

/// What search engines are asked to do.
#[derive(Clone, Copy, PartialEq)]
enum Robots {
    Index,
    NoIndex,
}

impl Word for Robots {
    const WORDS: &'static [(&'static str, Self)] = &[("index", Self::Index), ("noindex", Self::NoIndex)];
}

/// Whom a page names where a system has no owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fallback {
    /// A team.
    pub team: Option<Ref>,
    /// A way to reach it, as people write it.
    pub contact: Option<Spanned<String>>,
}

/// Where the handbook's own sources lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepositorySettings {
    /// Pattern of an address that edits a file; `{path}` and `{line}` are filled in.
    pub edit: Option<Spanned<String>>,
    /// Pattern of an address that shows a commit; `{sha}` is filled in.
    pub commit: Option<Spanned<String>>,
}

/// How long a review holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// For everything.
    pub every: Period,
    /// For a tier of its own.
    pub tiers: Vec<(i64, Period)>,
}

impl Default for Review {
    fn default() -> Self {
        Self { every: Period::days(180), tiers: Vec::new() }
    }
}

impl Review {
    /// How long a review of something of this tier holds.
    #[must_use]
    pub fn of_tier(&self, tier: Option<i64>) -> Period {
        let own = self.tiers.iter().find(|(of, _)| Some(*of) == tier);
        own.map_or(self.every, |&(_, every)| every)
    }
}

/// The settings of a handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The site's title.
    pub title: String,
    /// What the site is, in a sentence.
    pub description: String,
    /// The address under which it is published, with a final `/`; only for what must be absolute.
    pub base_url: Option<Spanned<String>>,
    /// The language of its words, as in HTML's `lang`.
    pub language: String,
    /// The theme's name.
    pub theme: String,
    /// How pages are addressed.
    pub urls: UrlStyle,
    /// What is done with raw HTML in pages.
    pub raw_html: RawHtml,
    /// Servers for which earlier addresses are written down, besides the pages that lead on.
    pub redirects: BTreeSet<RedirectMap>,
    /// Whether search engines are asked to stay away.
    pub is_hidden_from_robots: bool,
    /// Whether each person gets a page.
    pub has_people_pages: bool,
    /// Whom to ask where nobody owns.
    pub fallback: Fallback,
    /// Pattern of the address of a chat channel; `{name}` is filled in.
    pub chat: Option<Spanned<String>>,
    /// Where the handbook's sources lie.
    pub repository: RepositorySettings,
    /// The order of the sections.
    pub navigation: Vec<Spanned<String>>,
    /// A text above every page.
    pub banner: Option<String>,
    /// A text below every page.
    pub footer: Option<String>,
    /// How long a review holds.
    pub review: Review,
    /// How gaps are judged.
    pub gaps: GapSettings,
    /// The stages.
    pub lifecycle: Lifecycle,
    /// Data kept elsewhere.
    pub sources: Vec<SourceSetting>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Engineering ownership handbook".into(),
            description: String::new(),
            base_url: None,
            language: "en".into(),
            theme: "default".into(),
            urls: UrlStyle::File,
            raw_html: RawHtml::Sanitize,
            redirects: BTreeSet::new(),
            is_hidden_from_robots: false,
            has_people_pages: false,
            fallback: Fallback::default(),
            chat: None,
            repository: RepositorySettings::default(),
            navigation: Vec::new(),
            banner: None,
            footer: None,
            review: Review::default(),
            gaps: GapSettings::default(),
            lifecycle: Lifecycle::default(),
            sources: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads the root of `handbook.yaml`.
    pub(super) fn read(reader: &mut Reader<'_>, root: Node<'_>) -> Self {
        let mut fields = Fields::new(reader, root, Subject::Words("`handbook.yaml`"));
        let mut settings = Self::default();
        let words = [
            ("title", &mut settings.title),
            ("description", &mut settings.description),
            ("language", &mut settings.language),
            ("theme", &mut settings.theme),
        ];
        for (key, target) in words {
            if let Some(text) = fields.text(key) {
                *target = text.value;
            }
        }
        settings.read_site(&mut fields);
        settings.fallback = fallback(&mut fields);
        settings.repository = repository(&mut fields);
        settings.review = review(&mut fields);
        settings.gaps = gaps(&mut fields);
        settings.lifecycle = Lifecycle::read(&mut fields);
        settings.sources = SourceSetting::read_all(&mut fields);
        fields.finish();
        settings
    }

    /// The path below which the site is published on its host, as the address says it: `/`, `/eng/`. Nothing where no
    /// address is set.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        let (_, after) = self.base_url.as_ref()?.value.split_once("://")?;
        let (_, path) = after.split_once('/')?;
        Some(format!("/{path}"))
    }

    fn read_site(&mut self, fields: &mut Fields<'_, '_>) {
        self.base_url = fields.address("base_url").map(|mut url| {
            if !url.value.ends_with('/') {
                url.value.push('/');
            }
            url
        });
        self.urls = fields.word("urls").map(|urls| urls.value).unwrap_or_default();
        self.raw_html = fields.word("raw_html").map(|raw| raw.value).unwrap_or_default();
        self.redirects = fields.words("redirects").into_iter().collect();
        self.is_hidden_from_robots =
            fields.word("robots").is_some_and(|robots: Spanned<Robots>| robots.value == Robots::NoIndex);
        self.chat = fields.text("chat");
        self.navigation = fields.texts("navigation");
        self.banner = fields.text("banner").map(|text| text.value);
        self.footer = fields.text("footer").map(|text| text.value);
        if let Some(mut people) = fields.nested("people") {
            self.has_people_pages = people.flag("pages").is_some_and(|pages| pages.value);
            people.finish();
        }
    }
}

fn fallback(fields: &mut Fields<'_, '_>) -> Fallback {
    let Some(mut inner) = fields.nested("fallback") else { return Fallback::default() };
    let read = Fallback { team: inner.reference("team", Kind::Team), contact: inner.text("contact") };
    inner.finish();
    read
}

fn repository(fields: &mut Fields<'_, '_>) -> RepositorySettings {
    let Some(mut inner) = fields.nested("repository") else { return RepositorySettings::default() };
    let read = RepositorySettings { edit: inner.address("edit"), commit: inner.address("commit") };
    inner.finish();
    read
}

fn review(fields: &mut Fields<'_, '_>) -> Review {
    let mut read = Review::default();
    let Some(mut inner) = fields.nested("review") else { return read };
    if let Some(every) = inner.period("every") {
        read.every = every.value;
    }
    for (tier, every) in inner.map("tiers") {
        let reader = inner.reader();
        let every = reader.text(every, "tiers").and_then(|text| Period::parse(&text));
        match (tier.text().and_then(|text| text.parse().ok()), every) {
            (Some(tier), Some(every)) => read.tiers.push((tier, every)),
            _ => reader.wrong_type(tier, "tiers", "tiers with a length of time each (`1: 90d`)"),
        }
    }
    inner.finish();
    read
}
