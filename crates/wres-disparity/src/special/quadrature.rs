//! Tails of sharply peaked densities, by Gauss-Legendre quadrature.
//!
//! Series and continued fractions need a number of terms that grows with the square root of the parameters. With thousands of
//! cases the integral itself is cheaper: measured from the point of truncation the integrand is close to `exp(-r s - c s^2)`,
//! which 32 nodes integrate to the last bits.

/// What the integrand has lost, in powers of e, where the integral is cut off: beyond `exp(-45)` nothing is left to add.
const CUT: f64 = 45.0;

/// Integral of `integrand(s)` from 0 to where it has died out, for an integrand that falls like `exp(-rate s - curvature s^2 / 2)`
/// from `s = 0` on and is zero from `end` on.
pub(super) fn falling(rate: f64, curvature: f64, end: f64, integrand: impl Fn(f64) -> f64) -> f64 {
    let reach = 2.0 * CUT / (rate + (rate * rate + 2.0 * CUT * curvature).sqrt());
    let half = 0.5 * reach.min(end);
    half * NODES
        .iter()
        .map(|&(node, weight)| weight * (integrand(half * (1.0 - node)) + integrand(half * (1.0 + node))))
        .sum::<f64>()
}

/// Positive nodes and weights of the 32-point Gauss-Legendre rule (the roots of the Legendre polynomial, computed to 50 digits).
const NODES: [(f64, f64); 16] = [
    (0.997_263_861_849_481_6, 0.007_018_610_009_470_096),
    (0.985_611_511_545_268_4, 0.016_274_394_730_905_67),
    (0.964_762_255_587_506_4, 0.025_392_065_309_262_06),
    (0.934_906_075_937_739_7, 0.034_273_862_913_021_43),
    (0.896_321_155_766_052_1, 0.042_835_898_022_226_68),
    (0.849_367_613_732_57, 0.050_998_059_262_376_175),
    (0.794_483_795_967_942_4, 0.058_684_093_478_535_544),
    (0.732_182_118_740_289_7, 0.065_822_222_776_361_85),
    (0.663_044_266_930_215_2, 0.072_345_794_108_848_5),
    (0.587_715_757_240_762_3, 0.078_193_895_787_070_31),
    (0.506_899_908_932_229_4, 0.083_311_924_226_946_75),
    (0.421_351_276_130_635_33, 0.087_652_093_004_403_81),
    (0.331_868_602_282_127_67, 0.091_173_878_695_763_89),
    (0.239_287_362_252_137_06, 0.093_844_399_080_804_57),
    (0.144_471_961_582_796_5, 0.095_638_720_079_274_86),
    (0.048_307_665_687_738_32, 0.096_540_088_514_727_8),
];
