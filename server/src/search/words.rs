//! Work on 64 documents a word, compiled for what a processor can do and chosen when the program runs, so that one program runs on
//! all.

use multiversion::multiversion;

/// Keeps what others have too.
#[multiversion(targets("x86_64+avx2+popcnt"))]
pub fn and(words: &mut [u64], others: &[u64]) {
    words.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
}

/// Adds what others have.
#[multiversion(targets("x86_64+avx2+popcnt"))]
pub fn or(words: &mut [u64], others: &[u64]) {
    words.iter_mut().zip(others).for_each(|(word, other)| *word |= other);
}

/// Takes out what others have.
#[multiversion(targets("x86_64+avx2+popcnt"))]
pub fn and_not(words: &mut [u64], others: &[u64]) {
    words.iter_mut().zip(others).for_each(|(word, other)| *word &= !other);
}

/// How many are in both.
#[multiversion(targets("x86_64+avx2+popcnt"))]
pub fn count_both(one: &[u64], other: &[u64]) -> u64 {
    one.iter().zip(other).map(|(one, other)| u64::from((one & other).count_ones())).sum()
}

/// Adds members and what is carried to one plane of numbers, and leaves what the next plane gets.
#[multiversion(targets("x86_64+avx2+popcnt"))]
pub fn add(sums: &mut [u64], carried: &mut [u64], members: &[u64]) {
    for ((sum, carried), member) in sums.iter_mut().zip(carried).zip(members) {
        let (a, b, c) = (*sum, *member, *carried);
        *sum = a ^ b ^ c;
        *carried = (a & b) | (c & (a ^ b));
    }
}

/// Adds what is carried to one plane of numbers, and leaves what the next plane gets.
#[multiversion(targets("x86_64+avx2+popcnt"))]
pub fn carry(sums: &mut [u64], carried: &mut [u64]) {
    for (sum, carried) in sums.iter_mut().zip(carried) {
        (*sum, *carried) = (*sum ^ *carried, *sum & *carried);
    }
}
