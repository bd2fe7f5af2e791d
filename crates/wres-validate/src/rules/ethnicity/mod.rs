//! Rules of this group.

pub(crate) mod e_eth_002_known_below_floor;
pub(crate) mod e_eth_003_wrong_list;
pub(crate) mod i_eth_005_no_white_staff;
pub(crate) mod i_eth_006_no_bme_staff;
pub(crate) mod i_eth_007_not_separated;
mod one_side;
pub(crate) mod q_eth_001_known_below_gate;
pub(crate) mod q_eth_004_values_unmapped;
pub(crate) mod q_eth_008_differs_between_posts;
pub(crate) mod q_eth_009_many_blank;
