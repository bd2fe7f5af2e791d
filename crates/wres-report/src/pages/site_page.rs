//! The page of one site while it waits to be rendered, so that a fault in it can be kept to that site.

use crate::{error::ReportError, file::File};
use wres_domain::SiteId;

/// The page of one site, to be rendered.
pub struct SitePage<'a> {
    pub(super) site: &'a SiteId,
    pub(super) name: &'a str,
    /// Where it lies in the publication.
    pub(super) path: &'a str,
    pub(super) made: &'a (dyn Fn() -> Result<File, ReportError> + Sync),
}

/// What stands around the rendering of each site's page.
pub type AroundPage<'a> = dyn Fn(&SitePage<'_>) -> Result<File, ReportError> + Sync + 'a;

impl SitePage<'_> {
    /// The site.
    #[must_use]
    pub fn site(&self) -> &SiteId {
        self.site
    }

    /// Renders the page.
    ///
    /// # Errors
    /// [`ReportError`] if it cannot be rendered.
    pub fn render(&self) -> Result<File, ReportError> {
        (self.made)()
    }

    /// A page that says that the page could not be made, so that no link leads nowhere.
    #[must_use]
    pub fn instead(&self) -> File {
        let name: String = self.name.chars().map(escaped).collect();
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{name}</title></head><body><main><h1>{name}</h1>\
             <p>This page could not be made. The tables of the publication hold the figures of this site.</p>\
             <p><a href=\"../index.html\">All sites</a></p></main></body></html>\n"
        );
        File::new(self.path, html)
    }
}

fn escaped(letter: char) -> String {
    match letter {
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '&' => "&amp;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::SitePage;
    use wres_domain::SiteId;

    #[test]
    fn the_page_in_place_of_another_has_its_name_and_takes_no_markup_from_a_name() {
        let site = SiteId::new("A1").unwrap();
        let never = || unreachable!("it is not rendered");
        let page = SitePage { site: &site, name: "Up & <Over>", path: "sites/A1.html", made: &never }.instead();
        let text = String::from_utf8(page.bytes).unwrap();
        assert_eq!(page.path, "sites/A1.html");
        assert!(text.contains("<h1>Up &amp; &lt;Over&gt;</h1>"), "{text}");
    }
}
