//! Pages of lists that are too long for the page they belong to.

use super::{Address, Route, Routes};

/// What a long list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// Systems, a line each.
    Systems,
    /// Teams, a row each.
    Teams,
    /// People, a name each.
    People,
    /// Gaps, a line each.
    Gaps,
    /// Pages of the handbook, a tile each.
    Pages,
    /// Entries of the index from A to Z.
    Entries,
}

impl List {
    /// How many stand on one page of a list: as many as keep it below 1,500 elements.
    #[must_use]
    pub fn per_page(self) -> usize {
        match self {
            Self::Teams => 50,
            Self::Gaps => 100,
            Self::Systems | Self::Pages => 200,
            Self::People | Self::Entries => 300,
        }
    }

    /// The longest list that stands whole on the page it belongs to.
    #[must_use]
    pub fn most_whole(self) -> usize {
        match self {
            Self::Systems | Self::Teams | Self::Gaps => 60,
            Self::People | Self::Pages | Self::Entries => 300,
        }
    }

    /// How much of a longer one stands there.
    #[must_use]
    pub fn beginning(self) -> usize {
        match self {
            Self::Systems | Self::Teams | Self::Gaps => 30,
            Self::Pages => 60,
            Self::People | Self::Entries => 0,
        }
    }

    /// How many pages a list of `length` has; none where it stands whole on the page it belongs to.
    #[must_use]
    pub fn pages(self, length: usize) -> usize {
        if length > self.most_whole() { length.div_ceil(self.per_page()) } else { 0 }
    }

    /// Its name in addresses. A list that is all its page is about is `all`.
    fn name(self, of: &Route) -> &'static str {
        match (self, of) {
            (Self::Systems, Route::Team(_) | Route::Domain(_)) => "systems",
            (Self::Teams, Route::Domain(_)) => "teams",
            (Self::Gaps, Route::Team(_) | Route::Domain(_)) => "gaps",
            _ => "all",
        }
    }
}

/// One page of a long list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// The page that the list belongs to.
    pub of: Route,
    /// What it holds.
    pub list: List,
    /// Which of its pages, from 1.
    pub number: usize,
}

impl Routes {
    /// Gives the list that belongs to the page of `of` its own pages, as many as its `length` needs: `teams/payments.html`
    /// has `teams/payments/gaps/1.html`. An entity's id holds no slash, so no other page can want these addresses.
    pub fn add_list(&mut self, of: &Route, list: List, length: usize) {
        let Some(address) = self.address(of).filter(|_| list.pages(length) > 0) else { return };
        let name = address.file.trim_end_matches(".html");
        let name = if name == "index" { "" } else { name.strip_suffix("/index").unwrap_or(name) };
        let folder = format!("{name}/{}", list.name(of));
        for number in 1..=list.pages(length) {
            let address = Address::of_page(&format!("{}/{number}", folder.trim_start_matches('/')), self.style);
            self.add(Route::Part(Box::new(Part { of: of.clone(), list, number })), address, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::List;

    #[test]
    fn a_list_has_pages_once_it_is_too_long_for_one() {
        assert_eq!(List::Gaps.pages(60), 0);
        assert_eq!(List::Gaps.pages(61), 1);
        assert_eq!(List::Gaps.pages(201), 3);
    }
}
