//! Splitting points so that nothing is lost on the way.

/// Splits `total` by weight into whole numbers that add up to it: what the division leaves goes to the largest
/// remainders, the first ones where they are equal.
pub fn share(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u32 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut shares: Vec<u32> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(total * weights[index] % sum));
    let left = total - shares.iter().sum::<u32>();
    for &index in order.iter().take(left as usize) {
        shares[index] += 1;
    }
    shares
}

/// Splits `total` into that many parts, the first ones a point larger where it does not come out even.
pub fn even(total: u32, parts: usize) -> Vec<u32> {
    share(total, &vec![1; parts])
}

/// Each item once, without those that weigh elsewhere already.
pub fn distinct<'a, T: PartialEq>(items: &'a [T], without: &[T]) -> Vec<&'a T> {
    let mut kept: Vec<&T> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) && !without.contains(item) {
            kept.push(item);
        }
    }
    kept
}
