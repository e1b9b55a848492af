//! Distances and the boxes that hold a circle.

use passerelle_rules::distance::{Spot, bounds, km};

const PARIS: Spot = Spot { lat: 48.8566, lon: 2.3522 };
const MARSEILLE: Spot = Spot { lat: 43.2965, lon: 5.3698 };

#[test]
fn known_distances() {
    assert_eq!(km(PARIS, MARSEILLE), 660);
    assert_eq!(km(PARIS, PARIS), 0);
    assert_eq!(km(Spot { lat: 90.0, lon: 0.0 }, Spot { lat: -90.0, lon: 77.0 }), 20_015);
    assert_eq!(km(Spot { lat: 0.0, lon: 179.9 }, Spot { lat: 0.0, lon: -179.9 }), 22, "across the date line");
}

#[test]
fn whole_numbers_agree_with_the_sphere() {
    let exact = |from: Spot, to: Spot| {
        let (lat_from, lat_to) = (from.lat.to_radians(), to.lat.to_radians());
        let half_lon = (to.lon - from.lon).to_radians() / 2.0;
        let half_lat = (lat_to - lat_from) / 2.0;
        let haversine = half_lat.sin().powi(2) + lat_from.cos() * lat_to.cos() * half_lon.sin().powi(2);
        2.0 * 6_371.0 * haversine.sqrt().min(1.0).asin()
    };
    let mut tried = 0;
    for lat in -9..=9 {
        for lon in -18..=18 {
            for scale in [0.013, 0.37, 2.9, 9.9] {
                let from = Spot { lat: 41.3, lon: -3.7 };
                let to = Spot { lat: (f64::from(lat) * scale).clamp(-90.0, 90.0), lon: f64::from(lon) * scale };
                let (whole, sphere) = (f64::from(km(from, to)), exact(from, to));
                assert!((whole - sphere).abs() <= 0.501, "{to:?}: {whole} and {sphere}");
                assert_eq!(km(from, to), km(to, from));
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 19 * 37 * 4);
}

#[test]
fn nothing_within_the_radius_is_outside_the_box() {
    for lat in [-89.9, -75.0, -21.1, 0.0, 48.9, 62.0, 81.0, 89.95] {
        for lon in [-179.9, -61.5, 0.0, 2.35, 179.99] {
            for radius in [1, 30, 500] {
                let (centre, mut inside) = (Spot { lat, lon }, 0);
                let held = bounds(centre, radius);
                for step_lat in -60_i32..=60 {
                    for step_lon in -60_i32..=60 {
                        let stretch = f64::from(radius) / 111.0 / 50.0;
                        let lat = (lat + f64::from(step_lat) * stretch).clamp(-90.0, 90.0);
                        let lon = lon + f64::from(step_lon) * stretch / lat.to_radians().cos().max(0.02);
                        let spot = Spot { lat, lon: (lon + 540.0).rem_euclid(360.0) - 180.0 };
                        if km(centre, spot) <= radius {
                            inside += 1;
                            assert!((held.south..=held.north).contains(&spot.lat), "{spot:?} {held:?}");
                            assert!((held.west..=held.east).contains(&spot.lon), "{spot:?} {held:?}");
                        }
                    }
                }
                assert!(inside > 100, "the circle around {centre:?} was hardly tried: {inside}");
            }
        }
    }
}

#[test]
fn the_box_is_not_the_whole_world_where_it_need_not_be() {
    let held = bounds(PARIS, 30);
    assert!(held.north - held.south < 0.6 && held.east - held.west < 0.9, "{held:?}");
}
