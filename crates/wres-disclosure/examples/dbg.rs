#![allow(missing_docs)]
fn main() {
    let (t, r): (wres_domain::GroupTable, std::collections::BTreeMap<wres_domain::SiteId, String>) =
        serde_json::from_slice(&std::fs::read(std::env::args().nth(1).unwrap_or("/tmp/groups.json".into())).unwrap())
            .unwrap();
    let s = std::time::Instant::now();
    let p = wres_disclosure::protect_with_regions(
        &t,
        &r,
        &wres_disclosure::Policy::default(),
        &wres_disclosure::Audience::Public,
    )
    .unwrap();
    println!(
        "{:?} {:?}",
        s.elapsed(),
        match &p.audit {
            wres_disclosure::AuditVerdict::Failed { summary, unprotected } => {
                for u in unprotected {
                    println!("{:?} {:?} {:?} {:?} {:?}", u.place, u.grouping, u.group, u.field, u.values);
                }
                format!("{summary:?}")
            }
            v => format!("{v:?}"),
        }
    );
    let (mut big, mut shown) = (0, 0);
    for (a, b) in p.released.get().rows.iter().zip(&t.rows) {
        for (x, y) in
            [(a.cases.recast(|c| c.0), b.cases.recast(|c| c.0)), (a.base.recast(|c| c.0), b.base.recast(|c| c.0))]
        {
            if y.value().copied().unwrap_or(0) > 9 {
                big += 1;
                if x.value().is_some() {
                    shown += 1;
                }
            }
        }
    }
    println!("large {big} shown {shown}");
}
