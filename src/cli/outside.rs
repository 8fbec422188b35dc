//! `check --external`: whether links to other sites still lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;

use super::cache;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::Period;
use crate::outside::{Cache, Limits, Verdict, ask, said, without_part};
use crate::render::{Site, outgoing};

/// Whether other sites are asked, and how long their answers are believed.
#[derive(Args, Clone, Debug)]
pub struct External {
    /// Ask other sites whether the links to them still lead somewhere. Needs the network.
    #[arg(id = "external", long)]
    is_wanted: bool,
    /// How long a good answer of another site is believed.
    #[arg(id = "external-age", long, value_name = "TIME", default_value = "7d", value_parser = period, requires = "external")]
    age: Period,
    /// Ask for no address that begins so. May be given several times.
    #[arg(id = "external-skip", long, value_name = "PREFIX", requires = "external")]
    skip: Vec<String>,
}

impl External {
    /// What is wrong with links to other sites; nothing where nobody asks for it.
    pub fn diagnostics(&self, site: &Site) -> Vec<Diagnostic> {
        if !self.is_wanted {
            return Vec::new();
        }
        let mut links = outgoing::links(site);
        links.retain(|link| !self.skip.iter().any(|prefix| link.starts_with(prefix)));
        let addresses: BTreeSet<&str> = links.iter().map(|link| without_part(link)).collect();
        let verdicts = self.verdicts(&addresses);
        links.iter().filter_map(|link| said(link, verdicts.get(without_part(link))?)).collect()
    }

    fn verdicts(&self, addresses: &BTreeSet<&str>) -> BTreeMap<String, Verdict> {
        let file = cache::folder().map(|folder| folder.join("links.json"));
        let age = Duration::from_secs(u64::from(self.age.in_minutes()) * 60);
        let mut cache = file.as_deref().map(|file| Cache::read(file, now(), age)).unwrap_or_default();
        let known = |address: &&str| Some(((*address).to_owned(), cache.get(address)?));
        let mut verdicts: BTreeMap<String, Verdict> = addresses.iter().filter_map(known).collect();
        let open: Vec<&str> = addresses.iter().copied().filter(|address| !verdicts.contains_key(*address)).collect();
        let links = plural(open.len(), "link");
        anstream::eprintln!("asking other sites for {links}; {} answered well before", verdicts.len());
        let asked = ask(open, Limits::default());
        for (address, verdict) in &asked {
            cache.keep(address, verdict, now());
        }
        if let Some(file) = file.filter(|_| !asked.is_empty())
            && let Err(error) = cache.write(&file)
        {
            anstream::eprintln!("the answers are not remembered: cannot write `{}`: {error}", file.display());
        }
        verdicts.extend(asked);
        verdicts
    }
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| format!("`{text}` is no length of time; write `12h` or `7d`"))
}

/// Now, in seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "answers of other sites have an age; nothing of it is in a page")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
