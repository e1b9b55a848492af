//! Distances between towns, on a sphere. The error against the real earth is under half a percent.

/// The mean radius of the earth.
const EARTH_KM: f64 = 6_371.0;

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
pub fn km(from: Spot, to: Spot) -> u32 {
    let (lat_from, lat_to) = (from.lat.to_radians(), to.lat.to_radians());
    let half_lat = (lat_to - lat_from) / 2.0;
    let half_lon = (to.lon - from.lon).to_radians() / 2.0;
    let chord = half_lat.sin().powi(2) + lat_from.cos() * lat_to.cos() * half_lon.sin().powi(2);
    let distance = 2.0 * EARTH_KM * chord.sqrt().min(1.0).asin();
    // The longest way on the sphere is 20,016 km, so the cast keeps every value.
    distance.round() as u32
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
