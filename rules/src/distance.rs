//! Distances between towns, on a sphere. The error against the real earth is under half a percent.

/// The mean radius of the earth.
const EARTH_KM: i64 = 6_371;

/// The way to the other side of the earth.
const FARTHEST_KM: i64 = 20_015;

/// Bits behind the point of the numbers that [`km`] computes with.
const FRACTION: u32 = 40;

/// Half a millionth of a degree in radians, with 72 bits behind the point: 2^72 · π / 360,000,000.
const HALF_MICRO_DEGREE: i128 = 41_210_421_805_950;

/// The length of one degree of latitude, a little short, so that a box drawn with it is never too small.
const KM_A_DEGREE: f64 = 111.0;

/// A point on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    pub lat: f64,
    pub lon: f64,
}

/// Degrees that hold a whole circle. `west` and `east` span everything where the circle crosses the date line or
/// comes near a pole: the exact distance decides there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub south: f64,
    pub north: f64,
    pub west: f64,
    pub east: f64,
}

/// The great-circle distance in whole kilometres, which is what is shown and what is compared with a radius.
///
/// It is computed in whole numbers, from degrees rounded to a millionth: the sines of two platforms differ in their last
/// digits, and these do not.
pub fn km(from: Spot, to: Spot) -> u32 {
    let (lat_from, lat_to) = (micro(from.lat), micro(to.lat));
    let apart = (micro(to.lon) - micro(from.lon)).abs() % 360_000_000;
    let half_lat = square(sine((lat_to - lat_from).abs()));
    let half_lon = square(sine(apart.min(360_000_000 - apart)));
    let cosines = (i128::from(cosine(lat_from)) * i128::from(cosine(lat_to))) >> FRACTION;
    let haversine = half_lat + ((cosines * half_lon) >> FRACTION);
    // The largest number of kilometres whose beginning, half a kilometre before it, is not farther away.
    // It lies between the straight way through the earth, of which half is `chord` radii, and that times 1 + chord².
    let chord = haversine.isqrt() as i64;
    let mut reached = (2 * EARTH_KM * chord) >> FRACTION;
    let mut beyond = (reached + 2 + times(reached + 1, times(chord, chord))).min(FARTHEST_KM + 1);
    while beyond - reached > 1 {
        let middle = (reached + beyond) / 2;
        let begins = square(sine_of(((2 * middle - 1) << FRACTION) / (4 * EARTH_KM)));
        if begins <= haversine {
            reached = middle;
        } else {
            beyond = middle;
        }
    }
    // At most `FARTHEST_KM`.
    reached as u32
}

/// The degrees outside which nothing is within `radius_km` of `centre`.
pub fn bounds(centre: Spot, radius_km: u32) -> Bounds {
    // Distances are rounded before they are compared, so that half a kilometre more may still count.
    let reach = (f64::from(radius_km) + 0.5) / KM_A_DEGREE;
    let (south, north) = (centre.lat - reach, centre.lat + reach);
    // The circle is widest, in degrees of longitude, on its side towards the pole.
    let narrowest = south.abs().max(north.abs()).to_radians().cos();
    let reach_lon = reach / narrowest;
    let (west, east) = (centre.lon - reach_lon, centre.lon + reach_lon);
    let whole = narrowest < 0.01 || south.min(-north) <= -89.0 || west < -180.0 || east > 180.0;
    if whole { Bounds { south, north, west: -180.0, east: 180.0 } } else { Bounds { south, north, west, east } }
}

/// Degrees in millionths. Every platform rounds them alike.
fn micro(degrees: f64) -> i64 {
    (degrees * 1e6).round() as i64
}

/// The sine of half of an angle in millionths of a degree, from 0 to 180 degrees.
fn sine(micro_degrees: i64) -> i64 {
    sine_of(((i128::from(micro_degrees) * HALF_MICRO_DEGREE) >> (72 - FRACTION)) as i64)
}

/// The cosine of a latitude in millionths of a degree.
fn cosine(micro_degrees: i64) -> i64 {
    sine(2 * (90_000_000 - micro_degrees.abs()))
}

/// The sine of an angle in radians, from 0 to a right one, by its series. Both have [`FRACTION`] bits behind the point.
fn sine_of(radians: i64) -> i64 {
    let square = times(radians, radians);
    let (mut term, mut sum) = (radians, radians);
    for step in 1..=9 {
        term = -times(term, square) / (2 * step * (2 * step + 1));
        sum += term;
    }
    sum
}

fn times(a: i64, b: i64) -> i64 {
    ((i128::from(a) * i128::from(b)) >> FRACTION) as i64
}

fn square(number: i64) -> i128 {
    i128::from(number) * i128::from(number)
}
