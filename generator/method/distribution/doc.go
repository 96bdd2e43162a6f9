// Package distribution holds the distribution functions that the methods
// share: normal, chi-squared, beta, binomial, Poisson, negative binomial,
// Student and the logarithms of factorials.
//
// It is not a general library of distributions and it draws no random
// numbers. Its invariant: an upper tail is computed as such and never as one
// minus the lower tail, so that a tail of 1e-40 keeps its digits. A function
// is total on the domain that it states; outside of it the result is NaN, and
// callers check their arguments first.
package distribution
