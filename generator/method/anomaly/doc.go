// Package anomaly tells whether the newest count of a regular series is higher
// than its past leads to expect: EARS, a Bayesian predictive bound, the two
// Farrington methods and cumulative sums.
//
// It does not say that something has happened: a bound is crossed by chance in
// quiet periods too, the more often the more series are watched, so that
// p-values belong to a family that is adjusted above. It knows nothing of
// reporting delay; incomplete periods must not be given to it. Its invariant:
// the count that is judged never enters its own expectation, and where the past
// is too short or a model does not converge there is no result.
package anomaly
