//! Places on a map: where each stands, and which are so near to one another that they share a circle. In whole numbers, so that the
//! browser need not know how to write fractions.

use crate::distance::{Spot, km};

/// The width of a map, and the most that it is high.
pub const WIDTH: i32 = 480;
pub const HEIGHT: i32 = 420;

/// The smallest circle and the largest. On a phone of 360 pixels the smallest is still a target of 44.
const SMALLEST: i32 = 33;
const LARGEST: i32 = 46;

/// What stays free between circles, where names stand.
const GAP: i32 = 24;

/// Cosines of latitudes by tens of degrees, in thousandths: how much shorter a degree of longitude is there.
const SHORTER: [i32; 10] = [1_000, 985, 940, 866, 766, 643, 500, 342, 174, 50];

/// A place with its number of ads, in hundredths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    pub lat: i32,
    pub lon: i32,
    pub count: u64,
}

/// One place or several near ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    pub x: i32,
    pub y: i32,
    pub radius: i32,
    pub count: u64,
    /// The places in it by their number in what was given; it stands at the first, which has the most ads.
    pub places: Vec<usize>,
}

/// What a circle leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// The ads of its only place.
    Ads,
    /// Its places, of which each leads to its own ads. A search goes around one place, so that none finds what several have and no more.
    Places,
}

/// Circles within a width and a height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    pub height: i32,
    pub circles: Vec<Circle>,
}

impl Circle {
    /// What it leads to, which is as many ads as it says.
    pub const fn lead(&self) -> Lead {
        if self.places.len() == 1 { Lead::Ads } else { Lead::Places }
    }
}

impl Dot {
    /// Where it is.
    pub fn spot(&self) -> Spot {
        Spot { lat: f64::from(self.lat) / 100.0, lon: f64::from(self.lon) / 100.0 }
    }
}

/// Kilometres around the first place of a region. On a map of that size a circle is the surroundings of a town, and not half a country
/// or more.
const REGION_KM: u32 = 700;

/// Places of the whole world in regions that are each worth a map: around the place with the most ads, then around the next of those
/// that are left. Each region is the numbers of its places, the one with the most ads first.
pub fn regions(dots: &[Dot]) -> Vec<Vec<usize>> {
    let mut left: Vec<usize> = (0..dots.len()).collect();
    left.sort_by_key(|&number| (std::cmp::Reverse(dots[number].count), number));
    let mut regions = Vec::new();
    while let Some(&first) = left.first() {
        let centre = dots[first].spot();
        let (inside, outside) = left.iter().partition(|&&number| km(centre, dots[number].spot()) <= REGION_KM);
        left = outside;
        regions.push(inside);
    }
    regions
}

/// Draws the places of a region. No two circles touch, and each place is in one of them.
pub fn draw(dots: &[Dot]) -> Map {
    let edges = |of: fn(&Dot) -> i32| (dots.iter().map(of).min().unwrap_or(0), dots.iter().map(of).max().unwrap_or(0));
    let ((south, north), (west, east)) = (edges(|dot| dot.lat), edges(|dot| dot.lon));
    let middle = ((south + north) / 2).abs() / 1_000;
    let shorter = SHORTER[usize::try_from(middle).unwrap_or(0).min(SHORTER.len() - 1)];
    // What is between the outermost places, in hundredths of a degree of latitude.
    let (wide, high) = ((east - west) * shorter / 1_000, north - south);
    let border = LARGEST + GAP;
    let (room, most) = (WIDTH - 2 * border, HEIGHT - 2 * border);
    // The scale at which both fit, as a fraction: so many units for so many hundredths.
    let (units, hundredths) = if wide * most >= high * room { (room, wide.max(1)) } else { (most, high.max(1)) };
    let place = |dot: &Dot| {
        let x = WIDTH / 2 + (dot.lon - (west + east) / 2) * shorter / 1_000 * units / hundredths;
        (x, border + (north - dot.lat) * units / hundredths)
    };
    let mut order: Vec<usize> = (0..dots.len()).collect();
    order.sort_by_key(|&number| (std::cmp::Reverse(dots[number].count), number));
    let mut circles: Vec<Circle> = Vec::new();
    for number in order {
        let (x, y) = place(&dots[number]);
        // Room for the largest is kept around each, as it may still grow.
        let apart = 2 * LARGEST + GAP;
        let near = circles.iter_mut().filter(|circle| distance2(circle, x, y) < apart * apart);
        match near.min_by_key(|circle| distance2(circle, x, y)) {
            Some(circle) => {
                circle.count += dots[number].count;
                circle.places.push(number);
            }
            None => circles.push(Circle { x, y, radius: SMALLEST, count: dots[number].count, places: vec![number] }),
        }
    }
    for circle in &mut circles {
        let grown = i32::try_from(circle.count.isqrt()).unwrap_or(LARGEST).min(LARGEST - SMALLEST);
        circle.radius = SMALLEST + grown;
    }
    Map { height: 2 * border + high * units / hundredths, circles }
}

fn distance2(circle: &Circle, x: i32, y: i32) -> i32 {
    (circle.x - x).pow(2) + (circle.y - y).pow(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn dot(lat: i32, lon: i32, count: u64) -> Dot {
        Dot { lat, lon, count }
    }

    #[test]
    fn a_region_is_so_small_that_what_shares_a_circle_is_near() {
        let [lyon, paris, tunis, seattle, leeds] =
            [dot(4576, 484, 5), dot(4886, 235, 1), dot(3681, 1018, 1), dot(4761, -12233, 2), dot(5380, -155, 3)];
        let dots = [lyon, paris, tunis, seattle, leeds];
        assert_eq!(regions(&dots), [vec![0, 1], vec![4], vec![3], vec![2]]);
        assert!(regions(&[]).is_empty());
        let around: Vec<Dot> =
            (-6..=6).flat_map(|lat| (-9..=9).map(move |lon| dot(4600 + lat * 100, lon * 100, 1))).collect();
        for region in regions(&around) {
            let inside: Vec<Dot> = region.iter().map(|&number| around[number]).collect();
            for circle in check(&inside).circles {
                let first = inside[circle.places[0]].spot();
                assert!(circle.places.iter().all(|&place| km(first, inside[place].spot()) < 500), "{circle:?}");
            }
        }
    }

    fn check(dots: &[Dot]) -> Map {
        let map = draw(dots);
        let mut all: Vec<usize> = map.circles.iter().flat_map(|circle| circle.places.clone()).collect();
        all.sort_unstable();
        assert_eq!(all, (0..dots.len()).collect::<Vec<_>>(), "each place is in one circle");
        for (index, one) in map.circles.iter().enumerate() {
            assert!(one.x - one.radius >= 0 && one.x + one.radius <= WIDTH, "{one:?}");
            assert!(one.y - one.radius >= 0 && one.y + one.radius <= map.height, "{one:?} {}", map.height);
            assert_eq!(one.count, one.places.iter().map(|&place| dots[place].count).sum::<u64>());
            assert_eq!(one.lead() == Lead::Ads, one.count == dots[one.places[0]].count, "{one:?}");
            for other in &map.circles[index + 1..] {
                assert!(distance2(one, other.x, other.y) >= (one.radius + other.radius).pow(2), "{one:?} {other:?}");
            }
        }
        assert!(map.height <= HEIGHT);
        map
    }

    #[test]
    fn places_stand_as_on_a_map_and_near_ones_share_a_circle() {
        let [rennes, fougeres, paris, nice] =
            [dot(4811, -167, 4), dot(4835, -120, 9), dot(4885, 235, 20), dot(4370, 726, 1)];
        let map = check(&[rennes, fougeres, paris, nice]);
        let of =
            |place: usize| map.circles.iter().find(|circle| circle.places.contains(&place)).unwrap_or(&map.circles[0]);
        assert_eq!(of(0), of(1));
        assert_eq!((of(0).places.as_slice(), of(0).count), ([1, 0].as_slice(), 13), "it stands where most ads are");
        assert_eq!((of(0).lead(), of(2).lead(), of(3).lead()), (Lead::Places, Lead::Ads, Lead::Ads));
        assert!(of(0).x < of(2).x && of(2).x < of(3).x, "west is left");
        assert!(of(2).y < of(3).y, "north is up");
        assert!(of(2).radius > of(3).radius);
    }

    #[test]
    fn any_places_fit_however_far_apart_or_near() {
        assert!(check(&[]).circles.is_empty());
        assert_eq!(check(&[dot(4811, -167, 1)]).circles.len(), 1);
        assert_eq!(check(&[dot(4811, -167, 1); 3]).circles.len(), 1);
        check(&[dot(9000, 18_000, 5), dot(-9000, -18_000, u64::from(u32::MAX)), dot(0, 0, 1)]);
        check(&[dot(6000, 10, 5), dot(-6000, 11, 5)]);
        let mut state = 7_u64;
        let mut next = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i32::try_from((state >> 33) % most).unwrap_or(0)
        };
        for _ in 0..300 {
            let count = next(60);
            let dots: Vec<Dot> = (0..count).map(|_| dot(next(14_000) - 7_000, next(36_000) - 18_000, 1)).collect();
            check(&dots);
        }
    }
}
