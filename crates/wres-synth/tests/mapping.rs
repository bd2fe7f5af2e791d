//! Every mapping file is one that ingest reads.

use wres_ingest::SiteMapping;
use wres_synth::{Consortium, Plan};

#[test]
fn every_mapping_of_the_demonstration_is_read() {
    for site in Consortium::generate(1, &Plan::demo()).unwrap().sites {
        let mapping = SiteMapping::from_toml(&site.mapping_toml);
        let mapping = mapping.unwrap_or_else(|error| panic!("{}: {error}\n{}", site.name, site.mapping_toml));
        assert_eq!(mapping.site, site.id);
        assert!(mapping.sources.iter().all(|source| source.confirmed));
    }
}
